package com.renewal.errors;

/** Why a webhook was not accepted. */
public enum WebhookFault {
    /** There is neither {@code X-Signature} nor the three {@code webhook-*} headers. */
    MISSING_HEADER("missing_header"),
    /** A header was cut or changed on its way. */
    MALFORMED_HEADER("malformed_header"),
    /** No secret gives this signature. */
    NO_MATCH("no_match"),
    /** Authentic, but older than the tolerance. */
    TOO_OLD("too_old"),
    /** Authentic, but from a clock that is ahead by more than the tolerance. */
    TOO_NEW("too_new"),
    /** There is no secret, or one that cannot be one. */
    BAD_SECRET("bad_secret"),
    /** The body was parsed before it was verified. */
    BODY_NOT_RAW("body_not_raw"),
    /** Authentic, but no JSON object. */
    MALFORMED_BODY("malformed_body");

    private final String text;

    WebhookFault(String text) {
        this.text = text;
    }

    /** {@return the name of this reason in every SDK, such as {@code no_match}} */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
