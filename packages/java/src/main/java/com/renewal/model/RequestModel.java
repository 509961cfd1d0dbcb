package com.renewal.model;

import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something to send. What was not given is not sent. */
public abstract class RequestModel {
    private final Map<String, Object> fields;

    RequestModel(Map<String, @Nullable Object> fields) {
        this.fields = Collections.unmodifiableMap(Fields.present(fields));
    }

    /** {@return what was given, by the names of the document; secrets are hidden in it} */
    public final Map<String, Object> toMap() {
        return fields;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other != null && other.getClass() == getClass() && ((RequestModel) other).fields.equals(fields);
    }

    @Override
    public final int hashCode() {
        return fields.hashCode();
    }

    /** {@return what was given, secrets as stars} */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + fields;
    }
}
