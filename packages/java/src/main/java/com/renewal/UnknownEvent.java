package com.renewal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event of a kind, or of a form, that this version does not know. Answer 204 and ignore it. */
public final class UnknownEvent implements WebhookEvent {
    private final @Nullable String type;
    private final Map<String, Object> data;

    UnknownEvent(@Nullable String type, Map<String, Object> data) {
        this.type = type;
        this.data = data;
    }

    /** {@return the sender's name for its kind; null when it has none} */
    public @Nullable String type() {
        return type;
    }

    /** {@return the whole body: texts, BigDecimals, Booleans, lists and maps} */
    public Map<String, Object> data() {
        return data;
    }

    @Override
    public String toString() {
        return "UnknownEvent{type=" + type + "}";
    }
}
