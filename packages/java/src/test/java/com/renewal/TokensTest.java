package com.renewal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.renewal.ScriptedServer.Answer;
import com.renewal.ScriptedServer.Fault;
import com.renewal.errors.AuthenticationException;
import com.renewal.errors.CancelledException;
import com.renewal.errors.ConfigurationException;
import com.renewal.errors.RenewalException;
import com.renewal.model.Payment;
import com.renewal.model.Token;
import com.renewal.model.TokenRequest;
import com.renewal.model.TokenRequestGrantType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TokensTest extends Scripted {
    private RenewalClientBuilder merchant() {
        return bare().clientId("demo").clientSecret("demo-secret-1").userId("user_42");
    }

    /** Tokens access-1, access-2, … for whoever asks, and a payment for who brings the last one. */
    private void serve(int expiresIn) {
        server.answers(request -> request.path().equals("/v1/auth/token")
                ? Answer.token("access-" + server.of("/auth/token").size(), expiresIn)
                : Answer.of(200, ScriptedServer.PAYMENT));
    }

    private String lastToken() {
        return server.seen.get(server.seen.size() - 1).headers().get("authorization");
    }

    @Test
    void aTokenIsFetchedWhenItIsFirstNeededAndThenKept() {
        serve(900);
        RenewalClient client = merchant().build();
        assertEquals(0, server.seen.size());
        client.payments().get("TXN1");
        client.payments().get("TXN1");
        assertEquals(1, server.of("/auth/token").size());
        assertEquals(
                "{\"grant_type\":\"client_credentials\",\"client_id\":\"demo\",\"client_secret\":\"demo-secret-1\",\"user_id\":\"user_42\"}",
                server.seen.get(0).body());
        assertEquals("Bearer access-1", lastToken());
    }

    @Test
    void aTokenIsRenewedAMinuteBeforeItsEnd() {
        serve(900);
        RenewalClient client = merchant().build();
        client.payments().get("TXN1");
        now = NOW.plusSeconds(839);
        client.payments().get("TXN1");
        assertEquals("Bearer access-1", lastToken());
        now = NOW.plusSeconds(840);
        client.payments().get("TXN1");
        assertEquals("Bearer access-2", lastToken());
    }

    @Test
    void aShortTokenIsRenewedWhenATenthOfItsLifeRemains() {
        serve(100);
        RenewalClient client = merchant().build();
        client.payments().get("TXN1");
        now = NOW.plusSeconds(89);
        client.payments().get("TXN1");
        assertEquals("Bearer access-1", lastToken());
        now = NOW.plusSeconds(90);
        client.payments().get("TXN1");
        assertEquals("Bearer access-2", lastToken());
    }

    @Test
    void aTokenThatIsRefusedIsFetchedOnceMoreAndNoMore() {
        server.answers(request -> request.path().equals("/v1/auth/token")
                ? Answer.token("access-" + server.of("/auth/token").size(), 900)
                : Answer.error(401, "INVALID_TOKEN"));
        var error = assertThrows(
                AuthenticationException.class,
                () -> merchant().build().payments().get("TXN1"));
        assertEquals(2, error.attempts());
        assertEquals(2, server.of("/auth/token").size());
        assertEquals(4, server.seen.size());
        assertEquals(List.of(), slept);
    }

    @Test
    void aRefusedTokenIsReplacedAndTheCallSucceeds() {
        server.answers(request -> {
            if (request.path().equals("/v1/auth/token")) {
                return Answer.token("access-" + server.of("/auth/token").size(), 900);
            }
            return Set.of("Bearer access-1", "Bearer access-3")
                            .contains(request.headers().get("authorization"))
                    ? Answer.error(401, "INVALID_TOKEN")
                    : Answer.of(200, ScriptedServer.PAYMENT);
        });
        assertEquals(2, merchant().build().payments().get("TXN1").rawResponse().attempts());
        assertEquals(
                2,
                merchant()
                        .build()
                        .async()
                        .payments()
                        .get("TXN1")
                        .join()
                        .rawResponse()
                        .attempts());
    }

    @Test
    void aTokenThatWasHandedOverIsNotReplaced() {
        server.answers(request -> Answer.error(401, "INVALID_TOKEN"));
        var error = assertThrows(
                AuthenticationException.class, () -> client().payments().get("TXN1"));
        assertEquals(1, error.attempts());
        assertEquals(1, server.seen.size());
    }

    @Test
    void manyThreadsAndFuturesShareOneFetch() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch fetching = new CountDownLatch(1);
        server.answers(request -> {
            if (request.path().equals("/v1/auth/token")) {
                fetching.countDown();
                await(release);
                return Answer.token("access-1", 900);
            }
            return Answer.of(200, ScriptedServer.PAYMENT);
        });
        RenewalClient client = merchant().build();
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<Future<Payment>> calls = new ArrayList<>();
            Callable<Payment> call = () -> client.payments().get("TXN1");
            for (int number = 0; number < 20; number++) {
                calls.add(threads.submit(call));
                calls.add(client.async().payments().get("TXN1"));
            }
            fetching.await();
            release.countDown();
            for (Future<Payment> one : calls) {
                assertEquals("TXN789012", one.get().transactionId());
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(1, server.of("/auth/token").size());
        assertEquals(40, server.of("/payment/TXN1").size());
    }

    @Test
    void whoeverGivesUpEndsTheFetchForNobody() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch fetching = new CountDownLatch(1);
        server.answers(request -> {
            if (request.path().equals("/v1/auth/token")) {
                fetching.countDown();
                await(release);
                return Answer.token("access-1", 900);
            }
            return Answer.of(200, ScriptedServer.PAYMENT);
        });
        RenewalClient client = merchant().build();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread first = new Thread(() -> thrown.set(
                assertThrows(RenewalException.class, () -> client.payments().get("TXN1"))));
        first.start();
        fetching.await();
        CompletableFuture<Payment> second = client.async().payments().get("TXN1");
        CompletableFuture<Payment> third = client.async().payments().get("TXN1");
        first.interrupt();
        first.join();
        second.cancel(true);
        release.countDown();
        assertEquals("TXN789012", third.join().transactionId());
        assertTrue(thrown.get() instanceof CancelledException);
        assertEquals(1, server.of("/auth/token").size());
        assertEquals(1, server.of("/payment/TXN1").size());
    }

    @Test
    void aFetchThatFailsFailsForAllWhoWaitEachWithAnErrorOfItsOwn() {
        server.answers(request -> Answer.error(401, "INVALID_CLIENT"));
        RenewalClient client = merchant().build();
        var one = assertThrows(
                AuthenticationException.class, () -> client.payments().get("TXN1"));
        assertEquals("INVALID_CLIENT", String.valueOf(one.code()));
        assertEquals(1, server.seen.size());
        var other = assertThrows(
                CompletionException.class,
                () -> client.async().payments().get("TXN1").join());
        assertTrue(other.getCause() instanceof AuthenticationException);
        // The stack leads to who called, not to the thread that fetched.
        assertTrue(List.of(one.getStackTrace()).stream()
                .anyMatch(frame -> frame.getClassName().contains("TokensTest")));
    }

    @Test
    void tokenRequestsAreTriedAgainByTheSameRules() {
        server.answers(
                Answer.error(503, "X"),
                Answer.failing(Fault.RESET),
                Answer.token("access-1", 900),
                Answer.of(200, ScriptedServer.PAYMENT));
        assertEquals(1, merchant().build().payments().get("TXN1").rawResponse().attempts());
        assertEquals(3, server.of("/auth/token").size());
        assertEquals(2, slept.size());
    }

    @Test
    void aRefreshTokenWorksOnceAndTheNextOneIsKeptAndTold() {
        server.answers(request -> {
            if (!request.path().equals("/v1/auth/token")) {
                return "Bearer handed-over".equals(request.headers().get("authorization"))
                        ? Answer.error(401, "INVALID_TOKEN")
                        : Answer.of(200, ScriptedServer.PAYMENT);
            }
            int number = server.of("/auth/token").size();
            return Answer.of(
                    200,
                    "{\"access_token\": \"access-" + number
                            + "\", \"token_type\": \"Bearer\", \"expires_in\": 900, \"refresh_token\": \"refresh-"
                            + (number + 1) + "\"}");
        });
        List<Token> told = new ArrayList<>();
        RenewalClient client = bare().token("handed-over")
                .refreshToken("refresh-1")
                .onToken(told::add)
                .build();
        client.payments().get("TXN1");
        now = NOW.plusSeconds(900);
        client.payments().get("TXN1");
        List<ScriptedServer.Seen> asked = server.of("/auth/token");
        assertEquals(
                "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"refresh-1\"}",
                asked.get(0).body());
        assertEquals(
                "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"refresh-2\"}",
                asked.get(1).body());
        assertEquals(2, told.size());
        assertEquals(Secret.of("refresh-3"), told.get(1).refreshToken());
    }

    @Test
    void aProviderIsAskedBeforeEveryRequestAndToldWhatWasRefused() {
        List<String> refused = new ArrayList<>();
        server.answers(
                Answer.error(401, "INVALID_TOKEN"),
                Answer.of(200, ScriptedServer.PAYMENT),
                Answer.of(200, ScriptedServer.PAYMENT));
        RenewalClient client = bare().tokenProvider(last -> {
                    refused.add(last);
                    return "supplied-" + refused.size();
                })
                .build();
        client.payments().get("TXN1");
        client.async().payments().get("TXN1").join();
        assertNull(refused.get(0));
        assertEquals(List.of("supplied-1", "supplied-1"), refused.subList(1, 3));
        assertEquals("Bearer supplied-3", lastToken());
    }

    @Test
    void aProviderThatFailsFailsTheCallWithItsOwnException() {
        RuntimeException own = new IllegalStateException("signed out");
        RenewalClient client = bare().tokenProvider(last -> {
                    throw own;
                })
                .build();
        assertSame(own, assertThrows(RuntimeException.class, () -> client.payments()
                .get("TXN1")));
        RenewalClient checked = bare().tokenProvider(last -> {
                    throw new java.io.IOException("no session");
                })
                .build();
        var error = assertThrows(
                ConfigurationException.class, () -> checked.payments().get("TXN1"));
        assertTrue(error.getCause() instanceof java.io.IOException);
        RenewalClient broken = bare().tokenProvider(last -> "two words").build();
        assertThrows(ConfigurationException.class, () -> broken.payments().get("TXN1"));
        assertEquals(0, server.seen.size());
    }

    @Test
    void aMemberGetsATokenByTheClientsOwnCredentials() {
        serve(900);
        RenewalClient client =
                bare().clientId("demo").clientSecret("demo-secret-1").build();
        assertEquals(
                "access-1",
                client.tokens().createForMember("user_7").accessToken().reveal());
        client.async().tokens().createForMember("user_7").join();
        client.tokens()
                .create(TokenRequest.builder()
                        .grantType(TokenRequestGrantType.REFRESH_TOKEN)
                        .refreshToken(Secret.of("refresh-9"))
                        .build());
        String own = "{\"client_id\":\"demo\",\"client_secret\":\"demo-secret-1\","
                + "\"grant_type\":\"client_credentials\",\"user_id\":\"user_7\"}";
        assertEquals(own, server.seen.get(0).body());
        assertEquals(own, server.seen.get(1).body());
        assertEquals(
                "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"refresh-9\"}",
                server.seen.get(2).body());
    }

    @Test
    void waitingForATokenEndsWithTheCall() {
        server.answers(request -> Answer.failing(Fault.SILENCE));
        RequestOptions brief =
                RequestOptions.builder().totalTimeout(Duration.ofMillis(300)).build();
        RenewalClient client = merchant().build();
        assertThrows(com.renewal.errors.ApiTimeoutException.class, () -> client.payments()
                .get("TXN1", brief));
        var later = assertThrows(
                CompletionException.class,
                () -> client.async().payments().get("TXN1", brief).join());
        assertTrue(later.getCause() instanceof com.renewal.errors.ApiTimeoutException);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException error) {
            Thread.currentThread().interrupt();
        }
    }
}
