package com.renewal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.renewal.errors.WebhookFault;
import com.renewal.errors.WebhookVerificationException;
import com.renewal.model.PaymentEvent;
import com.renewal.model.PaymentStatus;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksTest {
    private static final Instant SENT = Instant.ofEpochSecond(1768465801);
    private static final String SECRET = "demo-webhook-secret";
    private static final byte[] VECTOR = bytes("{\"type\":\"payment.updated\",\"id\":\"evt_1\"}");
    private static final byte[] EVENT = bytes(
            """
            {"id": "evt_1", "type": "payment.updated", "transaction_id": "TXN1", "order_id": "ORD1", "user_id": "user_42",
             "status": "paid", "amount": 99.90, "currency": "CNY", "timestamp": "2026-01-15T08:30:00Z", "new": "field"}
            """);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Webhooks at(Instant now, String... secrets) {
        return Webhooks.withSecrets(secrets).clock(Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Map<String, String> signed(byte[] body, String... secrets) {
        return new LinkedHashMap<>(Webhooks.withSecrets(secrets).sign(body, "evt_1", SENT));
    }

    private static WebhookFault reason(byte[] body, Map<String, String> headers, String... secrets) {
        var error = assertThrows(
                WebhookVerificationException.class, () -> at(SENT, secrets).verifyFlat(body, headers));
        assertEquals("webhook_verification", error.kind().text());
        for (String secret : secrets) {
            assertTrue(
                    secret == null || secret.length() < 8 || !error.toString().contains(secret));
        }
        return error.reason();
    }

    @ParameterizedTest
    @CsvSource({
        "demo-webhook-secret,259b8cdead333f59196039ec2ed0ba262b561740aa8a6cdf4388bd926ccde8ef,OnnIzq94Q3uKCIopQLcLTanqruzCCeCMH3S9mUSQP1w=",
        "whsec_ZGVtby13ZWJob29rLXNlY3JldA==,259b8cdead333f59196039ec2ed0ba262b561740aa8a6cdf4388bd926ccde8ef,OnnIzq94Q3uKCIopQLcLTanqruzCCeCMH3S9mUSQP1w=",
        "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=,84e03b6da3b6fdca3bcde9a96e61604054d3664445d84dfa6b548b5d717d7ed8,iTc1PmmI0CNHB3Ef60rcKhMIGM1sw89tWZTyCPJh7p4="
    })
    void theVectorsOfTheDocumentationHold(String secret, String plain, String standard) {
        Map<String, String> headers = signed(VECTOR, secret);
        assertEquals(plain, headers.get("x-signature"));
        assertEquals("v1," + standard, headers.get("webhook-signature"));
        assertEquals("evt_1", headers.get("webhook-id"));
        assertEquals("1768465801", headers.get("webhook-timestamp"));
    }

    @Test
    void aSignedEventIsRead() {
        var event = assertInstanceOf(PaymentEvent.class, at(SENT, SECRET).verifyFlat(EVENT, signed(EVENT, SECRET)));
        assertEquals(PaymentStatus.PAID, event.status());
        assertEquals(new BigDecimal("99.90"), event.amount());
        assertEquals(Map.of("new", "field"), event.extraFields());
        assertThrows(IllegalStateException.class, event::rawResponse);
    }

    @Test
    void namesOfHeadersMayBeWrittenInAnyWay() {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        signed(EVENT, SECRET).forEach((name, value) -> headers.put(name.toUpperCase(), List.of(value)));
        headers.put(null, List.of("HTTP/1.1 200"));
        assertInstanceOf(PaymentEvent.class, at(SENT, SECRET).verify(EVENT, headers));
    }

    @Test
    void anyOfSeveralSecretsPasses() {
        Map<String, String> old = signed(EVENT, "old secret");
        at(SENT, "new secret", "old secret").verifyFlat(EVENT, old);
        at(SENT, "old secret").verifyFlat(EVENT, signed(EVENT, "new secret", "old secret"));
        assertEquals(WebhookFault.NO_MATCH, reason(EVENT, old, "new secret", "another"));
    }

    @Test
    void aChangedBodyIsRefused() {
        Map<String, String> headers = signed(EVENT, SECRET);
        assertEquals(
                WebhookFault.NO_MATCH, reason(bytes(new String(EVENT, StandardCharsets.UTF_8) + " "), headers, SECRET));
        headers.put("webhook-id", "evt_2");
        assertEquals(WebhookFault.NO_MATCH, reason(EVENT, headers, SECRET));
        Map<String, String> later = signed(EVENT, SECRET);
        later.put("webhook-timestamp", "01768465801");
        assertEquals(WebhookFault.NO_MATCH, reason(EVENT, later, SECRET));
    }

    @Test
    void whatIsMalformedIsPassedOverAsLongAsSomethingIsLeft() {
        Map<String, String> headers = signed(EVENT, SECRET);
        String good = headers.get("webhook-signature");
        headers.put("webhook-signature", "v2,abc  v1, " + "v1," + "A".repeat(43) + "= " + good + " nonsense");
        at(SENT, SECRET).verifyFlat(EVENT, headers);
        for (String bad : new String[] {
            "v1,",
            good.substring(0, 46),
            good + "=",
            good.replace("v1", "v2"),
            good + "\u00e9",
            good.replace(" ", "\t") + "\t"
        }) {
            headers.put("webhook-signature", bad);
            assertEquals(WebhookFault.MALFORMED_HEADER, reason(EVENT, headers, SECRET), bad);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234567890123", "-1", "+1768465801", "1768465801.0", " 1768465801", "0x10", "१७६८"})
    void aTimestampIsDigits(String timestamp) {
        Map<String, String> headers = signed(EVENT, SECRET);
        headers.put("webhook-timestamp", timestamp);
        assertEquals(WebhookFault.MALFORMED_HEADER, reason(EVENT, headers, SECRET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
    void theThreeHeadersBelongTogether(String missing) {
        Map<String, String> headers = signed(EVENT, SECRET);
        headers.put(missing, "");
        assertEquals(WebhookFault.MISSING_HEADER, reason(EVENT, headers, SECRET));
        headers.remove(missing);
        assertEquals(WebhookFault.MISSING_HEADER, reason(EVENT, headers, SECRET));
    }

    @Test
    void theToleranceHoldsBothWaysAndItsEdgeIsGood() {
        Map<String, String> headers = signed(EVENT, SECRET);
        at(SENT.plusSeconds(300).plusMillis(999), SECRET).verifyFlat(EVENT, headers);
        at(SENT.minusSeconds(300), SECRET).verifyFlat(EVENT, headers);
        var old = assertThrows(WebhookVerificationException.class, () -> at(SENT.plusSeconds(301), SECRET)
                .verifyFlat(EVENT, headers));
        assertEquals(WebhookFault.TOO_OLD, old.reason());
        var fresh = assertThrows(WebhookVerificationException.class, () -> at(SENT.minusSeconds(301), SECRET)
                .verifyFlat(EVENT, headers));
        assertEquals(WebhookFault.TOO_NEW, fresh.reason());
        at(SENT.plusSeconds(301), SECRET).tolerance(Duration.ofHours(1)).verifyFlat(EVENT, headers);
        // Who forges is not told of the clock.
        assertEquals(WebhookFault.NO_MATCH, reason(EVENT, signed(EVENT, "other"), SECRET));
    }

    @Test
    void theDocumentedSignatureAloneIsEnoughUnlessATimestampIsRequired() {
        Map<String, String> headers =
                Map.of("X-Signature", signed(EVENT, SECRET).get("x-signature").toUpperCase());
        at(Instant.EPOCH, SECRET).verifyFlat(EVENT, headers);
        var error = assertThrows(
                WebhookVerificationException.class,
                () -> at(SENT, SECRET).requireTimestamp().verifyFlat(EVENT, headers));
        assertEquals(WebhookFault.MISSING_HEADER, error.reason());
        assertEquals(WebhookFault.NO_MATCH, reason(EVENT, headers, "other"));
        assertEquals(WebhookFault.MISSING_HEADER, reason(EVENT, Map.of(), SECRET));
        String good = headers.get("X-Signature");
        for (String bad :
                new String[] {good.substring(1), good + "0", " " + good.substring(1), "g" + good.substring(1)}) {
            assertEquals(WebhookFault.MALFORMED_HEADER, reason(EVENT, Map.of("X-Signature", bad), SECRET));
        }
        Map<String, List<String>> twice = Map.of("X-Signature", List.of(good, good));
        var two = assertThrows(
                WebhookVerificationException.class, () -> at(SENT, SECRET).verify(EVENT, twice));
        assertEquals(WebhookFault.MALFORMED_HEADER, two.reason());
    }

    @Test
    void aSecretThatWasCopiedWronglyIsToldAsSuch() {
        for (String bad : new String[] {
            "", " s", "s\n", "\u00a0s", "\ufeffs", "whsec_", "whsec_!!!!", "whsec_A", "whsec_====", null
        }) {
            assertEquals(WebhookFault.BAD_SECRET, reason(EVENT, signed(EVENT, SECRET), bad), bad);
        }
        assertEquals(WebhookFault.BAD_SECRET, reason(EVENT, Map.of()));
        assertEquals(WebhookFault.BAD_SECRET, reason(EVENT, signed(EVENT, SECRET), SECRET, ""));
        assertThrows(WebhookVerificationException.class, () -> Webhooks.withSecrets("")
                .sign(EVENT));
        assertThrows(WebhookVerificationException.class, () -> Webhooks.fromEnvironment()
                .sign(EVENT));
        String unpadded = "whsec_" + Base64.getEncoder().withoutPadding().encodeToString(bytes("demo-webhook-secret"));
        at(SENT, unpadded).verifyFlat(EVENT, signed(EVENT, SECRET));
    }

    @Test
    void aBodyThatIsNoEventIsToldAfterItsSignature() {
        assertEquals(WebhookFault.BODY_NOT_RAW, reason(null, signed(EVENT, SECRET), SECRET));
        for (String body : new String[] {"", "[]", "{", "null", "{} {}"}) {
            assertEquals(WebhookFault.MALFORMED_BODY, reason(bytes(body), signed(bytes(body), SECRET), SECRET), body);
            assertEquals(WebhookFault.NO_MATCH, reason(bytes(body), signed(bytes(body), "other"), SECRET));
        }
    }

    @Test
    void anEventOfAnotherKindComesBackAsItIs() {
        byte[] body = bytes("{\"type\": \"membership.expired\", \"user\": {\"id\": 1.50}}");
        var event = assertInstanceOf(UnknownEvent.class, at(SENT, SECRET).verifyFlat(body, signed(body, SECRET)));
        assertEquals("membership.expired", event.type());
        assertEquals(Map.of("id", new BigDecimal("1.50")), event.data().get("user"));
        byte[] untyped = bytes("{\"type\": 5}");
        assertEquals(
                null,
                assertInstanceOf(UnknownEvent.class, at(SENT, SECRET).verifyFlat(untyped, signed(untyped, SECRET)))
                        .type());
    }

    @Test
    void anEventOfAnotherFormThanDocumentedComesBackWholeAsUnknown() {
        var event = assertInstanceOf(UnknownEvent.class, at(SENT, SECRET).verifyFlat(VECTOR, signed(VECTOR, SECRET)));
        assertEquals("payment.updated", event.type());
        assertEquals("evt_1", event.data().get("id"));
    }

    @Test
    void whatIsSignedNowIsGoodNow() {
        Webhooks webhooks = Webhooks.withSecrets(SECRET);
        assertInstanceOf(PaymentEvent.class, webhooks.verifyFlat(EVENT, webhooks.sign(EVENT)));
        assertFalse(webhooks.sign(EVENT)
                .get("webhook-id")
                .equals(webhooks.sign(EVENT).get("webhook-id")));
        assertFalse(webhooks.toString().contains(SECRET));
    }
}
