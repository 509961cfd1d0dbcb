package com.renewal.errors;

import com.renewal.LimitState;
import com.renewal.model.ErrorCode;
import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a failed call. {@link #exception()} makes the exception of it, which is also how tests of your own
 * code get one:
 *
 * <pre>{@code
 * throw Failure.of(ErrorKind.RATE_LIMIT, "Too many.").code(ErrorCode.RATE_LIMIT_EXCEEDED).status(429).exception();
 * }</pre>
 */
public final class Failure implements Serializable {
    private static final long serialVersionUID = 1;

    final ErrorKind kind;
    final String message;

    @Nullable
    ErrorCode code;

    int status;

    @Nullable
    String requestId;

    int attempts;

    @Nullable
    LimitState limitState;

    @Nullable
    Duration retryAfter;

    LinkedHashMap<String, Object> details = new LinkedHashMap<>();

    @Nullable
    String body;

    @Nullable
    WebhookFault reason;

    transient @Nullable Throwable cause;

    private Failure(ErrorKind kind, String message) {
        this.kind = kind;
        this.message = message;
    }

    /**
     * Begins with what every failure has.
     *
     * @param kind what kind of failure
     * @param message what went wrong and what to do next
     * @return a failure, of which more can be told
     */
    public static Failure of(ErrorKind kind, String message) {
        return new Failure(kind, message);
    }

    /**
     * Tells the API's code.
     *
     * @param told the code
     * @return this
     */
    public Failure code(@Nullable ErrorCode told) {
        code = told;
        return this;
    }

    /**
     * Tells the HTTP status.
     *
     * @param told the status; 0 when no answer came
     * @return this
     */
    public Failure status(int told) {
        status = told;
        return this;
    }

    /**
     * Tells the request's name in the API's logs.
     *
     * @param told the name
     * @return this
     */
    public Failure requestId(@Nullable String told) {
        requestId = told;
        return this;
    }

    /**
     * Tells how many times the request was sent.
     *
     * @param told the number
     * @return this
     */
    public Failure attempts(int told) {
        attempts = told;
        return this;
    }

    /**
     * Tells the tightest rate limit.
     *
     * @param told the limit
     * @return this
     */
    public Failure limitState(@Nullable LimitState told) {
        limitState = told;
        return this;
    }

    /**
     * Tells after how long the API asks to be called again.
     *
     * @param told the time
     * @return this
     */
    public Failure retryAfter(@Nullable Duration told) {
        retryAfter = told;
        return this;
    }

    /**
     * Tells more about the error.
     *
     * @param told the details, as JSON has them
     * @return this
     */
    public Failure details(Map<String, ?> told) {
        details = new LinkedHashMap<>(told);
        return this;
    }

    /**
     * Tells the beginning of the answer.
     *
     * @param told the first 4 KiB of it
     * @return this
     */
    public Failure body(@Nullable String told) {
        body = told;
        return this;
    }

    /**
     * Tells why a webhook was refused.
     *
     * @param told the reason
     * @return this
     */
    public Failure reason(WebhookFault told) {
        reason = told;
        return this;
    }

    /**
     * Tells what the failure follows from.
     *
     * @param told the exception behind it
     * @return this
     */
    public Failure cause(@Nullable Throwable told) {
        cause = told;
        return this;
    }

    /** {@return what kind of failure this is} */
    public ErrorKind kind() {
        return kind;
    }

    /** {@return the code that the API told} */
    public @Nullable ErrorCode code() {
        return code;
    }

    /** {@return the HTTP status; 0 when no answer came} */
    public int status() {
        return status;
    }

    /** {@return after how long the API asks to be called again} */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** {@return a new exception of this failure, with the stack of the calling thread} */
    public RenewalException exception() {
        return kind.exception(this);
    }
}
