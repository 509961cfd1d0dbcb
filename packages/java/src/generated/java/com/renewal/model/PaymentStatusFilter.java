// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.model;

/** A state of a payment order. */
public final class PaymentStatusFilter extends OpenEnum {
    private static final long serialVersionUID = 1;

    /** {@code creating}. */
    public static final PaymentStatusFilter CREATING = new PaymentStatusFilter("creating");

    /** {@code pending}. */
    public static final PaymentStatusFilter PENDING = new PaymentStatusFilter("pending");

    /** {@code failed}. */
    public static final PaymentStatusFilter FAILED = new PaymentStatusFilter("failed");

    /** {@code closed}. */
    public static final PaymentStatusFilter CLOSED = new PaymentStatusFilter("closed");

    /** {@code paid}. */
    public static final PaymentStatusFilter PAID = new PaymentStatusFilter("paid");

    /** {@code refunded}. */
    public static final PaymentStatusFilter REFUNDED = new PaymentStatusFilter("refunded");

    /** The values that this version knows, to switch over. */
    public enum Known {
        /** {@code creating}. */
        CREATING,
        /** {@code pending}. */
        PENDING,
        /** {@code failed}. */
        FAILED,
        /** {@code closed}. */
        CLOSED,
        /** {@code paid}. */
        PAID,
        /** {@code refunded}. */
        REFUNDED,
        /** One that this version does not know; {@link #text()} tells it. */
        UNRECOGNIZED
    }

    private PaymentStatusFilter(String text) {
        super(text);
    }

    /**
     * Gives the value of a text.
     *
     * @param text the text, as the API has it; it may be one that this version does not know
     * @return its value
     */
    public static PaymentStatusFilter of(String text) {
        return new PaymentStatusFilter(text);
    }

    /** {@return which of the values that this version knows it is, to switch over} */
    public Known known() {
        switch (text()) {
            case "creating":
                return Known.CREATING;
            case "pending":
                return Known.PENDING;
            case "failed":
                return Known.FAILED;
            case "closed":
                return Known.CLOSED;
            case "paid":
                return Known.PAID;
            case "refunded":
                return Known.REFUNDED;
            default:
                return Known.UNRECOGNIZED;
        }
    }
}
