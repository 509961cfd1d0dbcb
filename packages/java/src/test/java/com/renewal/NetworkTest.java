package com.renewal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.renewal.ScriptedServer.Answer;
import com.renewal.ScriptedServer.Fault;
import com.renewal.errors.ApiConnectionException;
import com.renewal.errors.ApiTimeoutException;
import com.renewal.errors.CancelledException;
import com.renewal.errors.ConfigurationException;
import com.renewal.errors.ErrorKind;
import com.renewal.errors.InvalidResponseException;
import com.renewal.errors.RenewalException;
import com.renewal.model.Payment;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class NetworkTest extends Scripted {
    private static final Answer GOOD = Answer.of(200, ScriptedServer.PAYMENT);
    private static final RequestOptions ONCE =
            RequestOptions.builder().maxRetries(0).build();

    private RenewalException failure(CompletableFuture<?> future) {
        return (RenewalException)
                assertThrows(CompletionException.class, future::join).getCause();
    }

    @Test
    void aResetOfAKeptConnectionIsOneTryAndNoMore() {
        RenewalClient client = client();
        server.answers(GOOD, Answer.failing(Fault.RESET), GOOD);
        client.payments().get("TXN1");
        var error = assertThrows(
                ApiConnectionException.class, () -> client.payments().get("TXN1", ONCE));
        assertEquals(1, error.attempts());
        assertEquals(2, server.seen.size());
        // Otherwise this would not be the case in which the JDK sends a GET again by itself.
        assertEquals(1, server.seen.get(1).connection());
        client.payments().get("TXN1");
        assertEquals(3, server.seen.size());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RESET", "CLOSE"})
    void soIsTheEndOfANewOne(Fault fault) {
        server.answers(Answer.failing(fault), Answer.failing(fault), GOOD);
        var error = assertThrows(
                ApiConnectionException.class, () -> client().payments().get("TXN1", ONCE));
        assertEquals(1, error.attempts());
        assertEquals(1, server.seen.size());
        assertEquals(
                ErrorKind.CONNECTION,
                failure(client().async().payments().get("TXN1", ONCE)).kind());
        assertEquals(2, server.seen.size());
    }

    @Test
    void aResetOfAKeptConnectionIsOneTryForFuturesToo() {
        AsyncRenewalClient client = client().async();
        server.answers(GOOD, Answer.failing(Fault.RESET), GOOD);
        client.payments().get("TXN1").join();
        RenewalException error = failure(client.payments().get("TXN1", ONCE));
        assertEquals(ErrorKind.CONNECTION, error.kind());
        assertEquals(1, error.attempts());
        assertEquals(2, server.seen.size());
        assertEquals(1, server.seen.get(1).connection());
    }

    @Test
    void resetsAreTriedAgainAndEveryTryIsCounted() {
        RenewalClient client = client();
        server.answers(GOOD, Answer.failing(Fault.RESET), Answer.failing(Fault.RESET), GOOD);
        client.payments().get("TXN1");
        Payment payment = client.payments().get("TXN1");
        assertEquals(3, payment.rawResponse().attempts());
        assertEquals(4, server.seen.size());
    }

    @Test
    void aResetNeverSendsAnOrderMoreOftenThanItIsCounted() {
        RenewalClient client = client();
        server.answers(request ->
                server.seen.size() % 2 == 1 ? Answer.of(200, ScriptedServer.CREATED) : Answer.failing(Fault.RESET));
        for (int round = 0; round < 10; round++) {
            client.payments().create(CallsTest.order("9.99"), ONCE);
            var error = assertThrows(
                    ApiConnectionException.class, () -> client.payments().create(CallsTest.order("9.99"), ONCE));
            assertEquals(1, error.attempts());
        }
        assertEquals(20, server.seen.size());
    }

    @Test
    void aBodyThatBreaksOffIsTriedAgainAndThenToldWithStatusAndRequest() {
        server.answers(request -> GOOD.with(Fault.TRUNCATE));
        var error = assertThrows(
                InvalidResponseException.class, () -> client().payments().get("TXN1"));
        assertEquals(3, error.attempts());
        assertEquals(200, error.status());
        assertEquals("req_scripted", error.requestId());
        assertTrue(error.getMessage().contains("was cut off"), error.getMessage());
        RenewalException later = failure(client().async().payments().get("TXN1"));
        assertEquals(ErrorKind.INVALID_RESPONSE, later.kind());
        assertEquals(3, later.attempts());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"STALL", "SILENCE", "DRIP"})
    void whateverStallsEndsInTime(Fault fault) {
        server.answers(request -> GOOD.with(fault));
        RequestOptions brief = RequestOptions.builder()
                .maxRetries(1)
                .timeout(Duration.ofMillis(300))
                .build();
        var error = assertThrows(
                ApiTimeoutException.class, () -> client().payments().get("TXN1", brief));
        assertEquals(2, error.attempts());
        assertEquals(fault == Fault.STALL ? 200 : 0, error.status());
        RenewalException later = failure(client().async().payments().get("TXN1", brief));
        assertEquals(ErrorKind.TIMEOUT, later.kind());
        assertEquals(4, server.seen.size());
    }

    @Test
    void aClosedDoorIsAConnectionErrorAfterAllTries() throws Exception {
        RenewalClient client = client();
        server.close();
        var error = assertThrows(
                ApiConnectionException.class, () -> client.payments().get("TXN1"));
        assertEquals(3, error.attempts());
        assertNotNull(error.getCause());
        assertEquals(0, error.status());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreNotFollowed(int status) {
        server.answers(request -> Answer.of(status, "").with("Location", server.url() + "/elsewhere"));
        var error = assertThrows(
                InvalidResponseException.class, () -> client().payments().get("TXN1"));
        assertEquals(status, error.status());
        assertEquals(1, server.seen.size());
        HttpClient following = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        assertThrows(
                ConfigurationException.class, () -> bare().httpClient(following).build());
    }

    @Test
    void anInterruptedThreadEndsItsCallAndStaysInterrupted() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        server.answers(request -> {
            asked.countDown();
            return Answer.failing(Fault.SILENCE);
        });
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        RenewalClient client = client();
        Thread thread = new Thread(() -> {
            thrown.set(
                    assertThrows(RenewalException.class, () -> client.payments().get("TXN1")));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        thread.start();
        asked.await();
        thread.interrupt();
        thread.join();
        assertInstanceOf(CancelledException.class, thrown.get());
        assertEquals(1, ((CancelledException) thrown.get()).attempts());
        assertTrue(interrupted.get());
        assertEquals(1, server.seen.size());
    }

    @Test
    void anInterruptedWaitEndsTheCall() throws Exception {
        server.answers(request -> Answer.error(503, "X"));
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<Void> nap = new CompletableFuture<>();
        RenewalClient client = bare().token("t")
                .sleeper(wait -> {
                    waiting.countDown();
                    return nap;
                })
                .build();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(() -> thrown.set(
                assertThrows(RenewalException.class, () -> client.payments().get("TXN1"))));
        thread.start();
        waiting.await();
        thread.interrupt();
        thread.join();
        assertInstanceOf(CancelledException.class, thrown.get());
        assertTrue(nap.isCancelled());
        assertEquals(1, server.seen.size());
    }

    @Test
    void aCancelledFutureEndsItsCall() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<Void> nap = new CompletableFuture<>();
        server.answers(request -> Answer.error(503, "X"));
        RenewalClient client = bare().token("t")
                .sleeper(wait -> {
                    waiting.countDown();
                    return nap;
                })
                .build();
        CompletableFuture<Payment> call = client.async().payments().get("TXN1");
        waiting.await();
        call.cancel(true);
        assertThrows(CancellationException.class, call::join);
        assertThrows(CancellationException.class, nap::join);
        assertEquals(1, server.seen.size());
    }

    @Test
    void aCancelledFutureLetsGoOfItsConnection() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        server.answers(request -> {
            asked.countDown();
            return Answer.failing(Fault.STALL);
        });
        CompletableFuture<Payment> call = client().async().payments().get("TXN1");
        asked.await();
        call.cancel(true);
        assertTrue(call.isCancelled());
        assertEquals(1, server.seen.size());
    }

    @Test
    void connectionsAreKept() {
        server.answers(request -> GOOD);
        RenewalClient client = client();
        for (int call = 0; call < 5; call++) {
            client.payments().get("TXN1");
        }
        client.async().payments().get("TXN1").join();
        assertEquals(1, server.connections.get());
    }

    @Test
    void aClosedClientSaysSo() {
        RenewalClient client = client();
        client.close();
        assertThrows(ConfigurationException.class, () -> client.payments().get("TXN1"));
        assertEquals(
                ErrorKind.CONFIGURATION,
                failure(client.async().payments().get("TXN1")).kind());
        assertEquals(0, server.seen.size());
    }

    @Test
    void aClientThatWasGivenIsUsedAndStaysOpen() {
        server.answers(request -> GOOD);
        HttpClient http = HttpClient.newHttpClient();
        RenewalClient client = bare().token("t").httpClient(http).build();
        client.payments().get("TXN1");
        client.close();
        bare().token("t").httpClient(http).build().payments().get("TXN1");
        assertEquals(1, server.connections.get());
        // Not even the offer to change to HTTP/2, which the JDK's client makes by default.
        assertFalse(server.seen.get(0).headers().containsKey("upgrade"));
    }
}
