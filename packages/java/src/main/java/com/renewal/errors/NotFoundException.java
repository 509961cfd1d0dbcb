package com.renewal.errors;

/** There is no such thing, or it belongs to somebody else. 404. */
public final class NotFoundException extends ApiException {
    private static final long serialVersionUID = 1;

    NotFoundException(Failure failure) {
        super(failure);
    }
}
