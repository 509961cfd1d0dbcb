package com.renewal.internal;

import com.renewal.errors.WebhookFault;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Verifies signatures, in the order that docs/webhook-signatures.md tells. */
public final class Verification {
    private static final List<String> STANDARD = List.of("webhook-id", "webhook-timestamp", "webhook-signature");
    private static final String PLAIN = "x-signature";
    // A signature has its form or is none, before anything is decoded or compared.
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern ENTRY = Pattern.compile("v1,([A-Za-z0-9+/]{43}=)");
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,12}");

    private final List<byte[]> keys;
    private final Duration tolerance;
    private final Clock clock;
    private final boolean requireTimestamp;

    /**
     * Prepares to verify.
     *
     * @param secrets the secrets
     * @param tolerance how far the clocks may differ
     * @param clock tells the time
     * @param requireTimestamp whether a webhook without a timestamp is refused
     */
    public Verification(List<String> secrets, Duration tolerance, Clock clock, boolean requireTimestamp) {
        this.keys = Signatures.keys(secrets);
        this.tolerance = tolerance;
        this.clock = clock;
        this.requireTimestamp = requireTimestamp;
    }

    /**
     * Verifies the signature, and the age where there is one.
     *
     * @param body the raw body
     * @param headers the headers, each with all its values
     * @return the members of the body
     */
    public Map<String, Object> verify(byte @Nullable [] body, Map<String, ? extends Iterable<String>> headers) {
        if (body == null) {
            throw Signatures.fault(
                    WebhookFault.BODY_NOT_RAW,
                    "Pass the raw bytes of the body, as they came, before anything parses them.");
        }
        Map<String, String> found = relevant(headers);
        if (requireTimestamp
                || STANDARD.stream().anyMatch(name -> !text(found, name).isEmpty())) {
            verifyStandard(body, found);
        } else {
            verifyPlain(body, text(found, PLAIN));
        }
        Map<String, Object> json = Json.object(body);
        if (json == null) {
            throw Signatures.fault(WebhookFault.MALFORMED_BODY, "It is authentic, but no JSON object.");
        }
        return json;
    }

    private void verifyStandard(byte[] body, Map<String, String> found) {
        for (String name : STANDARD) {
            if (text(found, name).isEmpty()) {
                throw Signatures.fault(WebhookFault.MISSING_HEADER, name + " is missing. Pass on all headers.");
            }
        }
        List<byte[]> signatures = new ArrayList<>();
        for (String entry : text(found, "webhook-signature").split(" ", -1)) {
            Matcher matcher = ENTRY.matcher(entry);
            byte[] signature = matcher.matches() ? decoded(matcher.group(1)) : null;
            if (signature != null) {
                signatures.add(signature);
            }
        }
        if (signatures.isEmpty()) {
            throw malformed("webhook-signature");
        }
        String timestamp = text(found, "webhook-timestamp");
        if (!TIMESTAMP.matcher(timestamp).matches()) {
            throw malformed("webhook-timestamp");
        }
        match(signatures, Signatures.beforeBody(text(found, "webhook-id"), timestamp), body);
        checkAge(Long.parseLong(timestamp));
    }

    /** Comes after the signature: whoever reads of a wrong age knows that the webhook is authentic. */
    private void checkAge(long sent) {
        long age = clock.instant().getEpochSecond() - sent;
        Duration off = Duration.ofSeconds(Math.abs(age));
        if (off.compareTo(tolerance) > 0) {
            String when = off.toSeconds() + " s " + (age > 0 ? "ago" : "from now");
            throw Signatures.fault(
                    age > 0 ? WebhookFault.TOO_OLD : WebhookFault.TOO_NEW,
                    "It was sent " + when + ": a recording, or a clock is off.");
        }
    }

    private void verifyPlain(byte[] body, String signature) {
        if (signature.isEmpty()) {
            throw Signatures.fault(
                    WebhookFault.MISSING_HEADER,
                    "There is neither webhook-signature nor X-Signature. Pass on all headers.");
        }
        if (!HEX.matcher(signature).matches()) {
            throw malformed("X-Signature");
        }
        byte[] bytes = new byte[32];
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = (byte) Integer.parseInt(signature.substring(2 * at, 2 * at + 2), 16);
        }
        match(List.of(bytes), new byte[0], body);
    }

    private void match(List<byte[]> signatures, byte[] before, byte[] body) {
        boolean matches = false;
        for (byte[] key : keys) {
            byte[] expected = Signatures.digest(key, before, body);
            for (byte[] signature : signatures) {
                matches |= MessageDigest.isEqual(expected, signature);
            }
        }
        if (!matches) {
            throw Signatures.fault(
                    WebhookFault.NO_MATCH,
                    "No secret gives this signature: the secret is another one, or the body was changed.");
        }
    }

    /** The two spare bits of the last letter count for nothing here, as they do everywhere else. */
    private static byte @Nullable [] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException error) {
            return null;
        }
    }

    private static Map<String, String> relevant(Map<String, ? extends Iterable<String>> headers) {
        Map<String, String> found = new HashMap<>();
        headers.forEach((name, values) -> {
            // The JDK's own clients give the status line a header without a name.
            String key = name == null ? "" : name.toLowerCase(Locale.ROOT);
            if (values != null && (STANDARD.contains(key) || key.equals(PLAIN))) {
                // Two of a header are none: they would be one text with a comma in it.
                values.forEach(value -> found.merge(key, value, (one, other) -> one + ", " + other));
            }
        });
        return found;
    }

    private static String text(Map<String, String> found, String name) {
        return found.getOrDefault(name, "");
    }

    private static RuntimeException malformed(String name) {
        return Signatures.fault(WebhookFault.MALFORMED_HEADER, name + " is not of its form: it was cut or changed.");
    }
}
