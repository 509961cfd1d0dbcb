// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.model;

/** How to send the token. */
public final class TokenType extends OpenEnum {
    private static final long serialVersionUID = 1;

    /** {@code Bearer}. */
    public static final TokenType BEARER = new TokenType("Bearer");

    /** The values that this version knows, to switch over. */
    public enum Known {
        /** {@code Bearer}. */
        BEARER,
        /** One that this version does not know; {@link #text()} tells it. */
        UNRECOGNIZED
    }

    private TokenType(String text) {
        super(text);
    }

    /**
     * Gives the value of a text.
     *
     * @param text the text, as the API has it; it may be one that this version does not know
     * @return its value
     */
    public static TokenType of(String text) {
        return new TokenType(text);
    }

    /** {@return which of the values that this version knows it is, to switch over} */
    public Known known() {
        switch (text()) {
            case "Bearer":
                return Known.BEARER;
            default:
                return Known.UNRECOGNIZED;
        }
    }
}
