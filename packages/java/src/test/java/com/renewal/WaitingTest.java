package com.renewal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.renewal.ScriptedServer.Answer;
import com.renewal.errors.ApiTimeoutException;
import com.renewal.errors.ConfigurationException;
import com.renewal.errors.NotFoundException;
import com.renewal.model.PaymentStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WaitingTest extends Scripted {
    private static Answer payment(String status) {
        return Answer.of(200, ScriptedServer.PAYMENT.replace("\"paid\"", "\"" + status + "\""));
    }

    @Test
    void aPaymentIsAskedForUntilItIsSettled() {
        server.answers(payment("creating"), payment("pending"), payment("failed"), payment("paid"));
        assertEquals(
                PaymentStatus.PAID, client().payments().waitUntilSettled("TXN1").status());
        assertEquals(List.of(Duration.ofSeconds(1), Duration.ofMillis(1500), Duration.ofMillis(2250)), slept);
    }

    @Test
    void aStateThatThisVersionDoesNotKnowIsAnEnd() {
        server.answers(payment("disputed"));
        assertEquals(
                "disputed",
                client().payments().waitUntilSettled("TXN1").status().text());
    }

    @Test
    void theTimeIsKept() {
        server.answers(request -> payment("pending"));
        var error = assertThrows(
                ApiTimeoutException.class, () -> client().payments().waitUntilSettled("TXN1", Duration.ofSeconds(30)));
        assertTrue(error.getMessage().contains("30 s"), error.getMessage());
        assertTrue(now.isBefore(NOW.plusSeconds(30)));
        assertThrows(ConfigurationException.class, () -> client().payments().waitUntilSettled("TXN1", Duration.ZERO));
    }

    @Test
    void anOutageIsWaitedOutAndARefusalIsNot() {
        server.answers(request -> server.seen.size() <= 3 ? Answer.error(503, "X") : payment("paid"));
        assertEquals(
                PaymentStatus.PAID, client().payments().waitUntilSettled("TXN1").status());
        server.answers(Answer.error(404, "TRANSACTION_NOT_FOUND"));
        assertThrows(NotFoundException.class, () -> client().payments().waitUntilSettled("TXN1"));
    }

    @Test
    void theLimitIsLeftRoomFor() {
        server.answers(
                payment("pending")
                        .with("X-RateLimit-Limit", "100")
                        .with("X-RateLimit-Remaining", "3")
                        .with("X-RateLimit-Reset", Long.toString(NOW.getEpochSecond() + 40)),
                payment("paid"));
        client().payments().waitUntilSettled("TXN1");
        assertEquals(List.of(Duration.ofSeconds(10)), slept);
    }

    @Test
    void somethingElseMayBeWaitedFor() {
        server.answers(payment("pending"), payment("failed"));
        var payment = client().payments()
                .waitUntilSettled(
                        "TXN1",
                        Duration.ofMinutes(1),
                        seen -> seen.status().equals(PaymentStatus.FAILED),
                        RequestOptions.none());
        assertEquals(PaymentStatus.FAILED, payment.status());
    }

    @Test
    void futuresWaitByTheSameRules() {
        server.answers(
                payment("pending"),
                Answer.error(503, "X"),
                Answer.error(503, "X"),
                Answer.error(503, "X"),
                payment("closed"));
        AsyncRenewalClient client = client().async();
        assertEquals(
                PaymentStatus.CLOSED,
                client.payments().waitUntilSettled("TXN1").join().status());
        server.answers(Answer.error(404, "TRANSACTION_NOT_FOUND"));
        var error = assertThrows(
                CompletionException.class,
                () -> client.payments().waitUntilSettled("TXN1").join());
        assertTrue(error.getCause() instanceof NotFoundException);
        assertTrue(client.payments().waitUntilSettled("TXN1", Duration.ZERO).isCompletedExceptionally());
    }

    @Test
    void cancellingEndsTheWaiting() throws Exception {
        server.answers(request -> payment("pending"));
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<Void> nap = new CompletableFuture<>();
        RenewalClient client = bare().token("t")
                .sleeper(wait -> {
                    waiting.countDown();
                    return nap;
                })
                .build();
        var settled = client.async().payments().waitUntilSettled("TXN1");
        waiting.await();
        settled.cancel(true);
        assertThrows(java.util.concurrent.CancellationException.class, nap::join);
        assertEquals(1, server.seen.size());
    }
}
