// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.model;

/** {@code none}: never paid. {@code active}: until {@code expires_at}. {@code expired}: it has lapsed. */
public final class MembershipStatus extends OpenEnum {
    private static final long serialVersionUID = 1;

    /** {@code none}. */
    public static final MembershipStatus NONE = new MembershipStatus("none");

    /** {@code active}. */
    public static final MembershipStatus ACTIVE = new MembershipStatus("active");

    /** {@code expired}. */
    public static final MembershipStatus EXPIRED = new MembershipStatus("expired");

    /** The values that this version knows, to switch over. */
    public enum Known {
        /** {@code none}. */
        NONE,
        /** {@code active}. */
        ACTIVE,
        /** {@code expired}. */
        EXPIRED,
        /** One that this version does not know; {@link #text()} tells it. */
        UNRECOGNIZED
    }

    private MembershipStatus(String text) {
        super(text);
    }

    /**
     * Gives the value of a text.
     *
     * @param text the text, as the API has it; it may be one that this version does not know
     * @return its value
     */
    public static MembershipStatus of(String text) {
        return new MembershipStatus(text);
    }

    /** {@return which of the values that this version knows it is, to switch over} */
    public Known known() {
        switch (text()) {
            case "none":
                return Known.NONE;
            case "active":
                return Known.ACTIVE;
            case "expired":
                return Known.EXPIRED;
            default:
                return Known.UNRECOGNIZED;
        }
    }
}
