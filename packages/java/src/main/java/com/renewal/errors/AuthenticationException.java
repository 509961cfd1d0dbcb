package com.renewal.errors;

/** The token, the client or the refresh token is not accepted. 401, and 400 {@code INVALID_GRANT}. */
public final class AuthenticationException extends ApiException {
    private static final long serialVersionUID = 1;

    AuthenticationException(Failure failure) {
        super(failure);
    }
}
