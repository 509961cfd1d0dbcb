package com.renewal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.renewal.ScriptedServer.Answer;
import com.renewal.errors.ConfigurationException;
import com.renewal.errors.InvalidResponseException;
import com.renewal.model.CreatePaymentRequest;
import com.renewal.model.GetMembershipParams;
import com.renewal.model.ListPaymentsParams;
import com.renewal.model.Payment;
import com.renewal.model.PaymentCreated;
import com.renewal.model.PaymentStatus;
import com.renewal.model.PaymentStatusFilter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallsTest extends Scripted {
    static CreatePaymentRequest order(String amount) {
        return CreatePaymentRequest.builder()
                .orderId("ORD123456")
                .amount(amount)
                .build();
    }

    @Test
    void anOrderIsSentAsItWasWrittenAndNothingUndocumentedWithIt() {
        server.answers(Answer.of(200, ScriptedServer.CREATED).with("Idempotent-Replayed", "true"));
        PaymentCreated created = client().payments()
                .create(CreatePaymentRequest.builder()
                        .orderId("ORD123456")
                        .amount(new BigDecimal("99.90"))
                        .subject("Année \"douce\"")
                        .build());
        assertEquals("TXN789012", created.transactionId());
        assertTrue(created.rawResponse().replayed());
        assertEquals("req_scripted", created.rawResponse().requestId());
        ScriptedServer.Seen seen = server.seen.get(0);
        assertEquals("POST", seen.method());
        assertEquals("/v1/payment/create", seen.path());
        assertEquals("{\"order_id\":\"ORD123456\",\"amount\":99.90,\"subject\":\"Année \\\"douce\\\"\"}", seen.body());
        assertEquals("Bearer token-of-a-member", seen.headers().get("authorization"));
        assertTrue(seen.headers().get("user-agent").matches("renewal-java/\\d+\\.\\d+\\.\\d+"));
        assertEquals(
                Set.of("accept", "authorization", "content-length", "content-type", "host", "user-agent"),
                seen.headers().keySet());
    }

    @Test
    void aPaymentIsReadWithExactAmountsAndTimes() {
        server.answers(Answer.of(200, ScriptedServer.PAYMENT));
        Payment payment = client().payments().get("TXN789012");
        assertEquals(new BigDecimal("99.90"), payment.amount());
        assertEquals(PaymentStatus.PAID, payment.status());
        assertEquals(Instant.parse("2026-01-15T08:30:01.004Z"), payment.updatedAt());
        assertEquals(12, payment.months());
        assertNull(payment.refundedAt());
        assertEquals("/v1/payment/TXN789012", server.seen.get(0).path());
    }

    @Test
    void whatThisVersionDoesNotKnowIsKept() {
        String grown = ScriptedServer.PAYMENT.replace(
                "\"paid\"", "\"disputed\", \"risk\": {\"score\": 0.10, \"flags\": [\"new\"]}, \"note\": null");
        server.answers(Answer.of(200, grown));
        Payment payment = client().payments().get("TXN789012");
        assertEquals("disputed", payment.status().text());
        assertEquals(PaymentStatus.Known.UNRECOGNIZED, payment.status().known());
        assertEquals(
                Map.of("risk", Map.of("score", new BigDecimal("0.10"), "flags", java.util.List.of("new"))),
                payment.extraFields());
        assertTrue(payment.toString().contains("status=disputed"));
        assertEquals(new BigDecimal("99.90"), payment.toMap().get("amount"));
        assertTrue(payment.toMap().containsKey("risk"));
        assertTrue(payment.toString().contains("risk={"));
    }

    @Test
    void anAnswerWithoutAPromisedFieldIsNamedAndNotAskedForAgain() {
        server.answers(Answer.of(200, ScriptedServer.PAYMENT.replace("\"months\": 12", "\"months\": \"12\"")));
        var error = assertThrows(
                InvalidResponseException.class, () -> client().payments().get("TXN789012"));
        assertTrue(error.getMessage().contains("months is not a number"), error.getMessage());
        assertEquals(1, error.attempts());
        assertEquals(200, error.status());
    }

    @Test
    void aValueInThePathStaysInItsPlace() {
        server.answers(Answer.of(200, ScriptedServer.PAYMENT));
        client().payments().close("a/b c+ü?x=1");
        assertEquals(
                "/v1/payment/a%2Fb%20c%2B%C3%BC%3Fx%3D1/close",
                server.seen.get(0).path());
        for (String nothing : new String[] {"", ".", "..", null}) {
            assertThrows(ConfigurationException.class, () -> client().payments().get(nothing));
        }
        assertEquals(1, server.seen.size());
    }

    @Test
    void aQueryHasWhatWasAskedForAndNoMore() {
        server.answers(request -> Answer.of(
                200,
                request.path().startsWith("/v1/payments")
                        ? "{\"data\": []}"
                        : "{\"user_id\": \"u 1\", \"status\": \"none\", \"history\": []}"));
        RenewalClient client = client();
        client.payments().list().firstPage();
        client.payments()
                .list(ListPaymentsParams.builder()
                        .limit(5)
                        .status(PaymentStatusFilter.PAID)
                        .build())
                .firstPage();
        client.memberships().get(GetMembershipParams.builder().userId("u 1").build());
        assertEquals("/v1/payments", server.seen.get(0).path());
        assertEquals("/v1/payments?limit=5&status=paid", server.seen.get(1).path());
        assertEquals("/v1/membership?user_id=u+1", server.seen.get(2).path());
    }

    @Test
    void whatNeedsNoTokenIsSentWithoutOne() {
        server.answers(Answer.of(200, ScriptedServer.PACKAGES));
        assertEquals("yearly", bare().build().packages().list().data().get(0).id());
        assertFalse(server.seen.get(0).headers().containsKey("authorization"));
        assertThrows(
                ConfigurationException.class, () -> bare().build().payments().get("TXN1"));
    }

    @Test
    void futuresGiveTheSameAnswers() {
        server.answers(
                Answer.of(200, ScriptedServer.CREATED),
                Answer.of(200, ScriptedServer.PAYMENT),
                Answer.of(200, ScriptedServer.PACKAGES));
        AsyncRenewalClient client = client().async();
        assertEquals(
                "TXN789012", client.payments().create(order("99.99")).join().transactionId());
        assertEquals(
                PaymentStatus.PAID, client.payments().get("TXN789012").join().status());
        assertEquals(1, client.packages().list().join().data().size());
        assertTrue(client.payments().get("").isCompletedExceptionally());
    }

    @Test
    void headersOfTheCallTravelAndThoseOfTheClientAreRefused() {
        server.answers(Answer.of(200, ScriptedServer.PAYMENT));
        client().payments()
                .get(
                        "TXN1",
                        RequestOptions.builder()
                                .header("X-Request-Id", "req_mine")
                                .build());
        assertEquals("req_mine", server.seen.get(0).headers().get("x-request-id"));
        for (String name : new String[] {"Authorization", "host", "Content-Length", "Bad Name", ""}) {
            assertThrows(
                    ConfigurationException.class, () -> RequestOptions.builder().header(name, "x"));
        }
        var error = assertThrows(
                ConfigurationException.class, () -> RequestOptions.builder().header("X-Key", "secret\r\nX: y"));
        assertFalse(error.getMessage().contains("secret"));
    }

    @Test
    void theLimitOfTheLastAnswerIsReadable() {
        server.answers(Answer.of(200, ScriptedServer.PAYMENT)
                .with("X-RateLimit-Limit", "5")
                .with("X-RateLimit-Remaining", "4")
                .with("X-RateLimit-Reset", "1640995200"));
        RenewalClient client = client();
        assertNull(client.limitState());
        Payment payment = client.payments().get("TXN1");
        LimitState expected = new LimitState(5, 4, Instant.ofEpochSecond(1640995200));
        assertEquals(expected, client.limitState());
        assertEquals(expected, client.async().limitState());
        assertEquals(expected, payment.rawResponse().limitState());
    }
}
