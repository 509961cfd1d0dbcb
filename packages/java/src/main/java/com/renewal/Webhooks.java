package com.renewal;

import com.renewal.internal.Events;
import com.renewal.internal.Signatures;
import com.renewal.internal.Verification;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Verifies that a webhook comes from the API, and tells what it says.
 *
 * <pre>{@code
 * WebhookEvent event = Webhooks.withSecrets(newSecret, oldSecret).verify(bodyBytes, request.headers().map());
 * if (event instanceof PaymentEvent && ((PaymentEvent) event).status().equals(PaymentStatus.PAID)) {
 *     thank(((PaymentEvent) event).userId());
 * }
 * }</pre>
 *
 * <p>With the {@code webhook-*} headers, which the API always sends, the age is verified too. With {@code X-Signature}
 * alone the body is verified and nothing else: a recording would pass, so remember the ids that you have handled, or
 * {@link #requireTimestamp()}. May be used by any number of threads.
 */
public final class Webhooks {
    private static final Duration DEFAULT_TOLERANCE = Duration.ofMinutes(5);
    private static final String HEX = "0123456789abcdef";

    private final List<String> secrets;
    private final Duration tolerance;
    private final Clock clock;
    private final boolean timestampRequired;

    private Webhooks(List<String> secrets, Duration tolerance, Clock clock, boolean timestampRequired) {
        this.secrets = secrets;
        this.tolerance = tolerance;
        this.clock = clock;
        this.timestampRequired = timestampRequired;
    }

    /**
     * Takes secrets.
     *
     * @param secrets your webhook secret; while it is being replaced, the new one and the old one
     * @return what verifies with them
     */
    public static Webhooks withSecrets(String... secrets) {
        return withSecrets(Arrays.asList(secrets));
    }

    /**
     * Takes secrets.
     *
     * @param secrets your webhook secret; while it is being replaced, the new one and the old one
     * @return what verifies with them
     */
    public static Webhooks withSecrets(List<String> secrets) {
        return new Webhooks(new ArrayList<>(secrets), DEFAULT_TOLERANCE, Clock.systemUTC(), false);
    }

    /** {@return what verifies with RENEWAL_WEBHOOK_SECRET of the environment, where a comma separates two} */
    public static Webhooks fromEnvironment() {
        List<String> secrets = new ArrayList<>();
        String listed = System.getenv("RENEWAL_WEBHOOK_SECRET");
        for (String secret : (listed == null ? "" : listed).split(",")) {
            if (!secret.isEmpty()) {
                secrets.add(secret);
            }
        }
        return withSecrets(secrets);
    }

    /**
     * Sets how old a webhook may be, and how far the clocks may differ.
     *
     * @param time 300 seconds when not set
     * @return the same, with that
     */
    public Webhooks tolerance(Duration time) {
        return new Webhooks(secrets, time, clock, timestampRequired);
    }

    /**
     * Sets what tells the time.
     *
     * @param other a clock
     * @return the same, with that
     */
    public Webhooks clock(Clock other) {
        return new Webhooks(secrets, tolerance, other, timestampRequired);
    }

    /** {@return the same, which refuses what comes with X-Signature alone} */
    public Webhooks requireTimestamp() {
        return new Webhooks(secrets, tolerance, clock, true);
    }

    /**
     * Verifies a webhook.
     *
     * @param body the raw body, before anything parses it
     * @param headers the headers of the request, each with all its values, in any spelling
     * @return what it says
     * @throws com.renewal.errors.WebhookVerificationException its {@code reason} tells the cause; answer 400
     */
    public WebhookEvent verify(byte[] body, Map<String, ? extends Iterable<String>> headers) {
        Map<String, Object> json = new Verification(secrets, tolerance, clock, timestampRequired).verify(body, headers);
        Object told = json.get("type");
        String type = told instanceof String ? (String) told : null;
        try {
            WebhookEvent known = type == null ? null : Events.read(type, json);
            return known != null ? known : new UnknownEvent(type, json);
        } catch (IllegalArgumentException anotherForm) {
            // Authentic, and of a form that this version does not know. An error would let the sender send it for days.
            return new UnknownEvent(type, json);
        }
    }

    /**
     * Verifies a webhook whose headers have one value each.
     *
     * @param body the raw body, before anything parses it
     * @param headers the headers of the request, in any spelling
     * @return what it says
     * @throws com.renewal.errors.WebhookVerificationException its {@code reason} tells the cause; answer 400
     */
    public WebhookEvent verifyFlat(byte[] body, Map<String, String> headers) {
        Map<String, List<String>> listed = new LinkedHashMap<>();
        headers.forEach((name, value) -> listed.put(name, value == null ? List.of() : List.of(value)));
        return verify(body, listed);
    }

    /**
     * Signs a body as the API does, for tests of your receiver.
     *
     * @param body the raw body
     * @return the four headers, with a random id and the time of the clock
     * @throws com.renewal.errors.WebhookVerificationException {@code bad_secret}
     */
    public Map<String, String> sign(byte[] body) {
        byte[] random = new byte[13];
        new SecureRandom().nextBytes(random);
        return sign(body, "evt_" + hex(random), clock.instant());
    }

    /**
     * Signs a body as the API does, for tests of your receiver.
     *
     * @param body the raw body
     * @param id the event's id
     * @param sentAt when it is sent
     * @return the headers {@code x-signature}, {@code webhook-id}, {@code webhook-timestamp} and
     *     {@code webhook-signature}, signed with every secret
     * @throws com.renewal.errors.WebhookVerificationException {@code bad_secret}
     */
    public Map<String, String> sign(byte[] body, String id, Instant sentAt) {
        List<byte[]> keys = Signatures.keys(secrets);
        String timestamp = Long.toString(sentAt.getEpochSecond());
        List<String> entries = new ArrayList<>();
        for (byte[] key : keys) {
            byte[] signature = Signatures.digest(key, Signatures.beforeBody(id, timestamp), body);
            entries.add("v1," + Base64.getEncoder().encodeToString(signature));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-signature", hex(Signatures.digest(keys.get(0), body)));
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", timestamp);
        headers.put("webhook-signature", String.join(" ", entries));
        return Collections.unmodifiableMap(headers);
    }

    /** {@return how many secrets it has, and none of them} */
    @Override
    public String toString() {
        return "Webhooks{secrets=" + secrets.size() + ", tolerance=" + tolerance + "}";
    }

    private static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder(2 * bytes.length);
        for (byte one : bytes) {
            text.append(HEX.charAt((one >> 4) & 15)).append(HEX.charAt(one & 15));
        }
        return text.toString();
    }
}
