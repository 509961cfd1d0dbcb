package com.renewal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A text that shows itself only to who asks for it. Printed, it is three stars. */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * Hides a text.
     *
     * @param value the secret
     * @return the same, hidden
     */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /** {@return the secret, in the clear} */
    public String reveal() {
        return value;
    }

    /** {@return whether the other is the same secret; how long that takes tells nothing about it} */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8),
                        ((Secret) other).value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
