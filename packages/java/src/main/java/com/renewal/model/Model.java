package com.renewal.model;

import com.renewal.RawResponse;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Something that the API answered or sent. Fields that this version does not know are kept. */
public abstract class Model {
    private final Map<String, ?> json;
    private final @Nullable RawResponse answer;

    Model(Map<String, ?> json, @Nullable RawResponse answer) {
        this.json = json;
        this.answer = answer;
    }

    /** The fields that are known, by their names in the document, in its order. */
    abstract Map<String, @Nullable Object> fields();

    /** {@return all fields by their names in the document, also inside of lists; secrets stay hidden in it} */
    public final Map<String, Object> toMap() {
        Map<String, Object> all = Fields.present(fields());
        all.replaceAll((name, value) -> plain(value));
        all.putAll(extraFields());
        return Collections.unmodifiableMap(all);
    }

    private static Object plain(Object value) {
        if (value instanceof List<?>) {
            return ((List<?>) value).stream().map(Model::plain).collect(Collectors.toUnmodifiableList());
        }
        return value instanceof Model ? ((Model) value).toMap() : value;
    }

    /** {@return the fields that this version does not know: texts, BigDecimals, Booleans, lists and maps} */
    public final Map<String, Object> extraFields() {
        Map<String, Object> extra = new LinkedHashMap<>(json);
        extra.keySet().removeAll(fields().keySet());
        return Collections.unmodifiableMap(extra);
    }

    /**
     * Tells the answer that this came in; an item of a page has its page's.
     *
     * @return status, headers and bytes
     * @throws IllegalStateException it did not come in an answer, but in a webhook or out of a test
     */
    public final RawResponse rawResponse() {
        if (answer == null) {
            throw new IllegalStateException("This did not come in an answer, so there is no raw response.");
        }
        return answer;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        if (other == null || other.getClass() != getClass()) {
            return false;
        }
        Model that = (Model) other;
        return fields().equals(that.fields()) && extraFields().equals(that.extraFields());
    }

    @Override
    public final int hashCode() {
        return fields().hashCode();
    }

    /** {@return all fields, secrets as stars} */
    @Override
    public final String toString() {
        Map<String, Object> all = Fields.present(fields());
        all.putAll(extraFields());
        return getClass().getSimpleName() + all;
    }
}
