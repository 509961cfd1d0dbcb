package com.renewal.errors;

/** Too many requests. {@link #retryAfter()} says when to come back. 429. */
public final class RateLimitException extends ApiException {
    private static final long serialVersionUID = 1;

    RateLimitException(Failure failure) {
        super(failure);
    }
}
