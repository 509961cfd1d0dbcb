package com.renewal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.renewal.ScriptedServer.Answer;
import com.renewal.errors.ApiException;
import com.renewal.errors.ErrorKind;
import com.renewal.errors.Failure;
import com.renewal.errors.RateLimitException;
import com.renewal.errors.RenewalException;
import com.renewal.errors.ServerException;
import com.renewal.errors.ValidationException;
import com.renewal.model.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest extends Scripted {
    private RenewalException failure(Answer answer) {
        server.answers(request -> answer);
        return assertThrows(RenewalException.class, () -> client().withOptions(
                        RequestOptions.builder().maxRetries(0).build())
                .payments()
                .get("TXN1"));
    }

    @ParameterizedTest
    @CsvSource({
        "400,VALIDATION_ERROR,validation,ValidationException",
        "405,METHOD_NOT_ALLOWED,validation,ValidationException",
        "413,PAYLOAD_TOO_LARGE,validation,ValidationException",
        "415,X,validation,ValidationException",
        "400,INVALID_GRANT,authentication,AuthenticationException",
        "401,INVALID_CLIENT,authentication,AuthenticationException",
        "403,FORBIDDEN,permission,PermissionDeniedException",
        "404,TRANSACTION_NOT_FOUND,not_found,NotFoundException",
        "409,ORDER_CLOSED,conflict,ConflictException",
        "422,ORDER_ID_REUSED,conflict,ConflictException",
        "429,RATE_LIMIT_EXCEEDED,rate_limit,RateLimitException",
        "500,PAYMENT_FAILED,payment_failed,PaymentFailedException",
        "500,INTERNAL_ERROR,server,ServerException",
        "503,SERVICE_UNAVAILABLE,server,ServerException",
        "408,REQUEST_TIMEOUT,server,ServerException",
        "418,A_NEW_CODE,validation,ValidationException",
        "599,A_NEW_CODE,server,ServerException",
        "401,A_NEW_CODE,authentication,AuthenticationException"
    })
    void aCodeAndAStatusHaveTheirClass(int status, String code, String kind, String name) {
        RenewalException error = failure(Answer.error(status, code));
        assertEquals(kind, error.kind().text());
        assertEquals(name, error.getClass().getSimpleName());
        assertEquals(ErrorCode.of(code), error.code());
        assertEquals(status, error.status());
        assertTrue(error instanceof ApiException);
    }

    @Test
    void anErrorTellsAllThatTheAnswerTold() {
        RenewalException error = failure(Answer.of(
                        429,
                        "{\"error\": {\"code\": \"RATE_LIMIT_EXCEEDED\", \"message\": \"Come back later.\","
                                + " \"details\": {\"limit\": \"user\", \"price\": 9.90, \"errors\": [{\"field\":"
                                + " \"a\"}]}}}")
                .with("Retry-After", "3600")
                .with("X-RateLimit-Limit", "5")
                .with("X-RateLimit-Remaining", "0")
                .with("X-RateLimit-Reset", "1640995200"));
        assertEquals("Come back later.", error.explanation());
        assertEquals(
                "Come back later. [RATE_LIMIT_EXCEEDED, status 429, request req_scripted, attempts 1]",
                error.getMessage());
        assertEquals(Duration.ofHours(1), error.retryAfter());
        assertEquals(new LimitState(5, 0, Instant.ofEpochSecond(1640995200)), error.limitState());
        assertEquals("req_scripted", error.requestId());
        assertEquals(
                Map.of("limit", "user", "price", new BigDecimal("9.90"), "errors", List.of(Map.of("field", "a"))),
                error.details());
        assertTrue(error.body().startsWith("{\"error\""));
    }

    @Test
    void aPageOfSomeProxyIsAnErrorByItsStatus() {
        RenewalException error = failure(Answer.of(502, "<html>" + "x".repeat(10_000)));
        assertEquals(ErrorKind.SERVER, error.kind());
        assertNull(error.code());
        assertEquals(Map.of(), error.details());
        assertEquals(4096, error.body().length());
        assertTrue(error.explanation().contains("502"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\": \"text\"}",
                "{\"error\": {\"code\": 5}}",
                "[1]",
                "null",
                "{\"error\": {\"message\": \"no code\"}}",
                "{\"error\": {\"code\": \"X\", \"message\": 5, \"details\": []}}"
            })
    void anErrorOfAnotherShapeIsStillAnError(String body) {
        RenewalException error = failure(Answer.of(400, body));
        assertEquals(ValidationException.class, error.getClass());
        assertFalse(error.getMessage().isEmpty());
        assertEquals(Map.of(), error.details());
    }

    @Test
    void anErrorOutlivesItsProcess() throws Exception {
        RenewalException error =
                failure(Answer.error(503, "SERVICE_UNAVAILABLE").with("Retry-After", "61"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(error);
        var revived =
                (ServerException) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertEquals(error.getMessage(), revived.getMessage());
        assertEquals(ErrorCode.SERVICE_UNAVAILABLE, revived.code());
        assertEquals(Duration.ofSeconds(61), revived.retryAfter());
    }

    @Test
    void aTestMayMakeAnError() {
        RenewalException error = Failure.of(ErrorKind.RATE_LIMIT, "Too many.")
                .code(ErrorCode.RATE_LIMIT_EXCEEDED)
                .status(429)
                .exception();
        assertEquals(RateLimitException.class, error.getClass());
        assertEquals("Too many. [RATE_LIMIT_EXCEEDED, status 429]", error.getMessage());
    }

    @Test
    void everyKindHasAnExceptionOfItsOwn() {
        long classes = List.of(ErrorKind.values()).stream()
                .map(kind -> Failure.of(kind, "x").exception())
                .peek(error -> assertEquals("x", error.explanation()))
                .map(Object::getClass)
                .distinct()
                .count();
        assertEquals(ErrorKind.values().length, classes);
    }
}
