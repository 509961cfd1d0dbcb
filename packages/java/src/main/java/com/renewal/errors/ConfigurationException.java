package com.renewal.errors;

/** The client was set up or called in a way that cannot succeed. Nothing was sent. */
public final class ConfigurationException extends RenewalException {
    private static final long serialVersionUID = 1;

    ConfigurationException(Failure failure) {
        super(failure);
    }
}
