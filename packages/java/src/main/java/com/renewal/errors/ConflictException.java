package com.renewal.errors;

/** The order's state, or what was sent for it before, forbids it. 409 and 422. */
public final class ConflictException extends ApiException {
    private static final long serialVersionUID = 1;

    ConflictException(Failure failure) {
        super(failure);
    }
}
