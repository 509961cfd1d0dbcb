package com.renewal.errors;

/** The gateway failed and nothing was charged; the same order may be sent again. 500 {@code PAYMENT_FAILED}. */
public final class PaymentFailedException extends ApiException {
    private static final long serialVersionUID = 1;

    PaymentFailedException(Failure failure) {
        super(failure);
    }
}
