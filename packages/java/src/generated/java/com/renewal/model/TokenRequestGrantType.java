// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.model;

/**
 * {@code client_credentials} with {@code client_id} and {@code client_secret}, or {@code refresh_token} with
 * {@code refresh_token}.
 */
public final class TokenRequestGrantType extends OpenEnum {
    private static final long serialVersionUID = 1;

    /** {@code client_credentials}. */
    public static final TokenRequestGrantType CLIENT_CREDENTIALS = new TokenRequestGrantType("client_credentials");

    /** {@code refresh_token}. */
    public static final TokenRequestGrantType REFRESH_TOKEN = new TokenRequestGrantType("refresh_token");

    /** The values that this version knows, to switch over. */
    public enum Known {
        /** {@code client_credentials}. */
        CLIENT_CREDENTIALS,
        /** {@code refresh_token}. */
        REFRESH_TOKEN,
        /** One that this version does not know; {@link #text()} tells it. */
        UNRECOGNIZED
    }

    private TokenRequestGrantType(String text) {
        super(text);
    }

    /**
     * Gives the value of a text.
     *
     * @param text the text, as the API has it; it may be one that this version does not know
     * @return its value
     */
    public static TokenRequestGrantType of(String text) {
        return new TokenRequestGrantType(text);
    }

    /** {@return which of the values that this version knows it is, to switch over} */
    public Known known() {
        switch (text()) {
            case "client_credentials":
                return Known.CLIENT_CREDENTIALS;
            case "refresh_token":
                return Known.REFRESH_TOKEN;
            default:
                return Known.UNRECOGNIZED;
        }
    }
}
