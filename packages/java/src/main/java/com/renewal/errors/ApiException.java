package com.renewal.errors;

/** The API answered with an error. Its code and status tell which. */
public abstract class ApiException extends RenewalException {
    private static final long serialVersionUID = 1;

    ApiException(Failure failure) {
        super(failure);
    }
}
