package com.renewal.errors;

/** A webhook was not accepted. {@link #reason()} tells the cause; answer 400. */
public final class WebhookVerificationException extends RenewalException {
    private static final long serialVersionUID = 1;

    WebhookVerificationException(Failure failure) {
        super(failure);
    }

    /** {@return why it was not accepted} */
    public WebhookFault reason() {
        WebhookFault reason = failure().reason;
        return reason == null ? WebhookFault.NO_MATCH : reason;
    }
}
