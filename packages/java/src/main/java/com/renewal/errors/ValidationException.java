package com.renewal.errors;

/** The request is wrong: the details name the field and the rule. 400, 405, 413, 415 and the like. */
public final class ValidationException extends ApiException {
    private static final long serialVersionUID = 1;

    ValidationException(Failure failure) {
        super(failure);
    }
}
