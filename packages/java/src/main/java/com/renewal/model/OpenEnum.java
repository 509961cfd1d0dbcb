package com.renewal.model;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A value out of a list that may grow. One that this version does not know stays the text that it is. */
public abstract class OpenEnum implements Serializable {
    private static final long serialVersionUID = 1;

    private final String text;

    OpenEnum(String text) {
        this.text = text;
    }

    /** {@return the text, as the API has it} */
    public final String text() {
        return text;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other != null && other.getClass() == getClass() && ((OpenEnum) other).text.equals(text);
    }

    @Override
    public final int hashCode() {
        return text.hashCode();
    }

    /** {@return the text, as the API has it} */
    @Override
    public final String toString() {
        return text;
    }
}
