package com.renewal.errors;

/** The token is good, but not for this. 403. */
public final class PermissionDeniedException extends ApiException {
    private static final long serialVersionUID = 1;

    PermissionDeniedException(Failure failure) {
        super(failure);
    }
}
