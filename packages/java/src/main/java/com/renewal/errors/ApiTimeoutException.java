package com.renewal.errors;

/** No whole answer came in time. What was asked may have happened: send the same {@code order_id} again. */
public final class ApiTimeoutException extends ApiConnectionException {
    private static final long serialVersionUID = 1;

    ApiTimeoutException(Failure failure) {
        super(failure);
    }
}
