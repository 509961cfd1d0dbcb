package com.renewal.errors;

/** What came back is no answer of this API: JSON that ends too early, a page of some proxy, a redirect. */
public final class InvalidResponseException extends RenewalException {
    private static final long serialVersionUID = 1;

    InvalidResponseException(Failure failure) {
        super(failure);
    }
}
