package com.renewal.errors;

/** The calling thread was interrupted, and still is. What was asked may have happened. */
public final class CancelledException extends RenewalException {
    private static final long serialVersionUID = 1;

    CancelledException(Failure failure) {
        super(failure);
    }
}
