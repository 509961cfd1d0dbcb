package com.renewal.errors;

import com.renewal.LimitState;
import com.renewal.model.ErrorCode;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whatever this library throws. No exception carries a token or a secret. */
public abstract class RenewalException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is known. */
    private final Failure failure;

    /**
     * Made from what is known.
     *
     * @param failure what is known
     */
    RenewalException(Failure failure) {
        super(withFacts(failure), failure.cause);
        this.failure = failure;
    }

    /** {@return what kind of failure this is, under the name that it has in every SDK} */
    public ErrorKind kind() {
        return failure.kind;
    }

    /** {@return what went wrong and what to do next, without the facts that {@link #getMessage()} adds} */
    public String explanation() {
        return failure.message;
    }

    /** {@return the API's error code, which may be one that this version does not know; null when it told none} */
    public @Nullable ErrorCode code() {
        return failure.code;
    }

    /** {@return the HTTP status; 0 when no answer came} */
    public int status() {
        return failure.status;
    }

    /** {@return what names the request in the API's logs: tell it to the support} */
    public @Nullable String requestId() {
        return failure.requestId;
    }

    /** {@return how many times the request was sent; 0 when it never was} */
    public int attempts() {
        return failure.attempts;
    }

    /** {@return the tightest rate limit, as the answer told it} */
    public @Nullable LimitState limitState() {
        return failure.limitState;
    }

    /** {@return after how long the API asks to be called again; null when it does not ask} */
    public @Nullable Duration retryAfter() {
        return failure.retryAfter;
    }

    /** {@return more about the error, as the API told it: the field at fault, the prices that would be accepted} */
    public Map<String, Object> details() {
        return Collections.unmodifiableMap(failure.details);
    }

    /** {@return the first 4 KiB of the answer} */
    public @Nullable String body() {
        return failure.body;
    }

    /** {@return all that is known; {@link Failure#exception()} makes the same exception for another thread} */
    public Failure failure() {
        return failure;
    }

    private static String withFacts(Failure failure) {
        StringBuilder facts = new StringBuilder();
        add(facts, "", failure.code);
        add(facts, "status ", failure.status == 0 ? null : failure.status);
        add(facts, "request ", failure.requestId);
        add(facts, "attempts ", failure.attempts == 0 ? null : failure.attempts);
        return facts.length() == 0 ? failure.message : failure.message + " [" + facts + "]";
    }

    private static void add(StringBuilder facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.append(facts.length() == 0 ? "" : ", ").append(name).append(value);
        }
    }
}
