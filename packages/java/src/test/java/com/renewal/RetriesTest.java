package com.renewal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.renewal.ScriptedServer.Answer;
import com.renewal.errors.ApiTimeoutException;
import com.renewal.errors.ConflictException;
import com.renewal.errors.PaymentFailedException;
import com.renewal.errors.RateLimitException;
import com.renewal.errors.RenewalException;
import com.renewal.errors.ServerException;
import com.renewal.model.Payment;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest extends Scripted {
    private static final Answer GOOD = Answer.of(200, ScriptedServer.PAYMENT);

    private static List<Duration> seconds(double... waits) {
        return Arrays.stream(waits)
                .mapToObj(wait -> Duration.ofNanos(Math.round(wait * 1e9)))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "408,REQUEST_TIMEOUT",
        "429,RATE_LIMIT_EXCEEDED",
        "500,PAYMENT_FAILED",
        "502,X",
        "503,SERVICE_UNAVAILABLE",
        "504,X",
        "409,ORDER_IN_PROGRESS"
    })
    void whatPassesIsTriedTwiceMore(int status, String code) {
        server.answers(Answer.error(status, code), Answer.error(status, code), GOOD);
        assertEquals(3, client().payments().get("TXN1").rawResponse().attempts());
        assertEquals(seconds(0.375, 0.75), slept);
    }

    @ParameterizedTest
    @CsvSource({
        "400,VALIDATION_ERROR",
        "401,INVALID_CLIENT",
        "403,FORBIDDEN",
        "404,TRANSACTION_NOT_FOUND",
        "405,X",
        "409,ORDER_ALREADY_PAID",
        "409,ORDER_CLOSED",
        "413,X",
        "415,X",
        "422,ORDER_ID_REUSED",
        "500,INTERNAL_ERROR",
        "501,X"
    })
    void whatWouldFailAgainIsNotTriedAgain(int status, String code) {
        server.answers(Answer.error(status, code), GOOD);
        var error =
                assertThrows(RenewalException.class, () -> client().payments().get("TXN1"));
        assertEquals(1, error.attempts());
        assertEquals(status, error.status());
        assertEquals(List.of(), slept);
    }

    @Test
    void theLastErrorIsThrownWithTheNumberOfTries() {
        server.answers(request -> Answer.error(500, "PAYMENT_FAILED"));
        var error = assertThrows(
                PaymentFailedException.class, () -> client().payments().create(CallsTest.order("99.99")));
        assertEquals(3, error.attempts());
        assertEquals(3, server.seen.size());
    }

    @Test
    void everyTryOfAnOrderHasTheSameBytes() {
        server.answers(
                Answer.error(503, "X"),
                Answer.failing(ScriptedServer.Fault.RESET),
                Answer.of(200, ScriptedServer.CREATED));
        client().payments().create(CallsTest.order("99.99"));
        assertEquals(
                1,
                server.seen.stream().map(ScriptedServer.Seen::body).distinct().count());
        assertEquals(3, server.seen.size());
    }

    @Test
    void waitsDoubleUpToEightSecondsAndAreSpread() {
        server.answers(request -> Answer.error(503, "X"));
        RenewalClient client = bare().token("t").random(() -> 1).maxRetries(6).build();
        assertThrows(ServerException.class, () -> client.payments().get("TXN1"));
        assertEquals(seconds(0.5, 1, 2, 4, 8, 8), slept);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2|2",
                "0|0",
                "60|60",
                "007|7",
                "Thu, 15 Jan 2026 08:30:02 GMT|2",
                "Thursday, 15-Jan-26 08:30:02 GMT|2",
                "Thu Jan 15 08:30:02 2026|2",
                "Thu, 15 Jan 2026 08:29:00 GMT|0"
            })
    void retryAfterIsWaitedForExactly(String asked, double wait) {
        server.answers(Answer.error(503, "X").with("Retry-After", asked), GOOD);
        client().payments().get("TXN1");
        assertEquals(wait == 0 ? List.of() : seconds(wait), slept);
        assertEquals(2, server.seen.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "soon", "", "Thu, 15 Jan 2026", "2 s", "Thu, 99 Jan 2026 08:30:02 GMT"})
    void aMalformedRetryAfterIsIgnored(String asked) {
        server.answers(Answer.error(503, "X").with("Retry-After", asked), GOOD);
        client().payments().get("TXN1");
        assertEquals(seconds(0.375), slept);
    }

    @Test
    void aWaitBeyondAMinuteIsLeftToTheProgram() {
        server.answers(Answer.error(429, "RATE_LIMIT_EXCEEDED").with("Retry-After", "61"), GOOD);
        var error =
                assertThrows(RateLimitException.class, () -> client().payments().get("TXN1"));
        assertEquals(Duration.ofSeconds(61), error.retryAfter());
        assertEquals(1, error.attempts());
        assertEquals(List.of(), slept);
    }

    @Test
    void aCallMayDecideForItself() {
        server.answers(request -> Answer.error(503, "X"));
        RenewalClient client = client();
        RequestOptions none = RequestOptions.builder().maxRetries(0).build();
        assertEquals(
                1,
                assertThrows(ServerException.class, () -> client.payments().get("T", none))
                        .attempts());
        RequestOptions unsafe = RequestOptions.builder().idempotent(false).build();
        assertEquals(
                1,
                assertThrows(ServerException.class, () -> client.payments().get("T", unsafe))
                        .attempts());
        RenewalClient patient =
                client.withOptions(RequestOptions.builder().maxRetries(4).build());
        assertEquals(
                5,
                assertThrows(ServerException.class, () -> patient.payments().get("T"))
                        .attempts());
        // Options of the call go before those of the client, and take nothing else away.
        RequestOptions header = RequestOptions.builder().header("X-A", "b").build();
        assertEquals(
                5,
                assertThrows(ServerException.class, () -> patient.payments().get("T", header))
                        .attempts());
    }

    @Test
    void aWaitThatWouldEndTooLateIsNotBegun() {
        server.answers(request -> Answer.error(409, "ORDER_IN_PROGRESS").with("Retry-After", "5"));
        RenewalClient client =
                bare().token("t").totalTimeout(Duration.ofSeconds(8)).build();
        var error =
                assertThrows(ConflictException.class, () -> client.payments().create(CallsTest.order("9.99")));
        assertEquals(2, error.attempts());
        assertEquals(seconds(5), slept);
    }

    @Test
    void anAnswerThatIsNoJsonIsAskedForAgain() {
        server.answers(Answer.of(200, "<html>proxy</html>"), Answer.of(200, "[]"), GOOD);
        Payment payment = client().payments().get("TXN1");
        assertEquals(3, payment.rawResponse().attempts());
    }

    @Test
    void futuresAreRetriedByTheSameRules() {
        server.answers(Answer.error(503, "X"), Answer.error(502, "X").with("Retry-After", "3"), GOOD);
        assertEquals(
                3, client().async().payments().get("TXN1").join().rawResponse().attempts());
        assertEquals(seconds(0.375, 3), slept);
        server.answers(Answer.error(400, "VALIDATION_ERROR"));
        var error = assertThrows(
                CompletionException.class,
                () -> client().async().payments().get("TXN1").join());
        assertEquals(1, ((RenewalException) error.getCause()).attempts());
    }

    @Test
    void timeForTheWholeCallEndsIt() {
        server.answers(request -> {
            now = now.plusSeconds(10);
            return Answer.error(503, "X").with("Retry-After", "0");
        });
        RenewalClient client = bare().token("t")
                .totalTimeout(Duration.ofSeconds(15))
                .maxRetries(9)
                .build();
        var error = assertThrows(RenewalException.class, () -> client.payments().get("T"));
        assertEquals(2, error.attempts());
        assertTrue(error instanceof ServerException || error instanceof ApiTimeoutException);
    }
}
