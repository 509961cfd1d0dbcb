package com.renewal.internal;

import com.renewal.Secret;
import java.util.List;

/** Takes out what was sent in confidence, in case that a proxy or a debug page sends it back. */
final class Redaction {
    /** A shorter one is no secret, and may be a word of the message. */
    private static final int SHORTEST = 8;

    private Redaction() {}

    static String redact(String text, List<Secret> secrets) {
        String clean = text;
        for (Secret secret : secrets) {
            if (secret.reveal().length() >= SHORTEST) {
                clean = clean.replace(secret.reveal(), "[redacted]");
            }
        }
        return clean;
    }
}
