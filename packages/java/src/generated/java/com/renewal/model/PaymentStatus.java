// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.model;

/**
 * {@code creating}: the gateway is being asked. {@code pending}: the person can pay. {@code failed}: a try was
 * declined; another may
 * follow. {@code closed}: nobody can pay it any more. {@code paid}: the membership was renewed. {@code
 * refunded}: the money went
 * back and the renewal was taken back. A state never moves backwards.
 */
public final class PaymentStatus extends OpenEnum {
    private static final long serialVersionUID = 1;

    /** {@code creating}. */
    public static final PaymentStatus CREATING = new PaymentStatus("creating");

    /** {@code pending}. */
    public static final PaymentStatus PENDING = new PaymentStatus("pending");

    /** {@code failed}. */
    public static final PaymentStatus FAILED = new PaymentStatus("failed");

    /** {@code closed}. */
    public static final PaymentStatus CLOSED = new PaymentStatus("closed");

    /** {@code paid}. */
    public static final PaymentStatus PAID = new PaymentStatus("paid");

    /** {@code refunded}. */
    public static final PaymentStatus REFUNDED = new PaymentStatus("refunded");

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

    private PaymentStatus(String text) {
        super(text);
    }

    /**
     * Gives the value of a text.
     *
     * @param text the text, as the API has it; it may be one that this version does not know
     * @return its value
     */
    public static PaymentStatus of(String text) {
        return new PaymentStatus(text);
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
