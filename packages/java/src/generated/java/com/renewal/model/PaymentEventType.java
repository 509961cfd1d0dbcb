// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.model;

/** What kind of event this is. Ignore kinds that you do not know. */
public final class PaymentEventType extends OpenEnum {
    private static final long serialVersionUID = 1;

    /** {@code payment.updated}. */
    public static final PaymentEventType PAYMENT_UPDATED = new PaymentEventType("payment.updated");

    /** The values that this version knows, to switch over. */
    public enum Known {
        /** {@code payment.updated}. */
        PAYMENT_UPDATED,
        /** One that this version does not know; {@link #text()} tells it. */
        UNRECOGNIZED
    }

    private PaymentEventType(String text) {
        super(text);
    }

    /**
     * Gives the value of a text.
     *
     * @param text the text, as the API has it; it may be one that this version does not know
     * @return its value
     */
    public static PaymentEventType of(String text) {
        return new PaymentEventType(text);
    }

    /** {@return which of the values that this version knows it is, to switch over} */
    public Known known() {
        switch (text()) {
            case "payment.updated":
                return Known.PAYMENT_UPDATED;
            default:
                return Known.UNRECOGNIZED;
        }
    }
}
