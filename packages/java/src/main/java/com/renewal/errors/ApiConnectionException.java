package com.renewal.errors;

/** The API could not be reached, or the connection broke. The cause is the HTTP client's. */
public class ApiConnectionException extends RenewalException {
    private static final long serialVersionUID = 1;

    ApiConnectionException(Failure failure) {
        super(failure);
    }
}
