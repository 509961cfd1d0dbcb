// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.internal;

import com.renewal.WebhookEvent;
import com.renewal.model.PaymentEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of events that are known. */
public final class Events {
    private Events() {}

    /**
     * Reads an event.
     *
     * @param type its kind
     * @param json its fields
     * @return the event; null when this version does not know the kind
     */
    public static @Nullable WebhookEvent read(String type, Map<String, ?> json) {
        switch (type) {
            case "payment.updated":
                return PaymentEvent.of(json);
            default:
                return null;
        }
    }
}
