package com.renewal.errors;

/** The API failed, or something in front of it. 5xx, and 408. */
public final class ServerException extends ApiException {
    private static final long serialVersionUID = 1;

    ServerException(Failure failure) {
        super(failure);
    }
}
