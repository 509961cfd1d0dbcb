package com.renewal.errors;

import java.util.function.Function;

/** What kind of failure it was. The same kinds, under the same names, in every SDK of this API. */
public enum ErrorKind {
    /** The token, the client or the refresh token is not accepted. */
    AUTHENTICATION("authentication", AuthenticationException::new),
    /** The token is good, but not for this. */
    PERMISSION("permission", PermissionDeniedException::new),
    /** There is no such thing, or it belongs to somebody else. */
    NOT_FOUND("not_found", NotFoundException::new),
    /** The request is wrong. */
    VALIDATION("validation", ValidationException::new),
    /** The order's state, or what was sent for it before, forbids it. */
    CONFLICT("conflict", ConflictException::new),
    /** Too many requests. */
    RATE_LIMIT("rate_limit", RateLimitException::new),
    /** The payment gateway failed. */
    PAYMENT_FAILED("payment_failed", PaymentFailedException::new),
    /** The API failed, or something in front of it. */
    SERVER("server", ServerException::new),
    /** The API could not be reached, or the connection broke. */
    CONNECTION("connection", ApiConnectionException::new),
    /** No whole answer came in time. */
    TIMEOUT("timeout", ApiTimeoutException::new),
    /** The calling thread was interrupted. */
    CANCELLED("cancelled", CancelledException::new),
    /** What came back is no answer of this API. */
    INVALID_RESPONSE("invalid_response", InvalidResponseException::new),
    /** A webhook was not accepted. */
    WEBHOOK_VERIFICATION("webhook_verification", WebhookVerificationException::new),
    /** The client was set up or called in a way that cannot succeed. */
    CONFIGURATION("configuration", ConfigurationException::new);

    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // A constructor changes nothing.
    private final Function<Failure, RenewalException> maker;

    ErrorKind(String text, Function<Failure, RenewalException> maker) {
        this.text = text;
        this.maker = maker;
    }

    RenewalException exception(Failure failure) {
        return maker.apply(failure);
    }

    /** {@return the name of this kind in every SDK, such as {@code rate_limit}} */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
