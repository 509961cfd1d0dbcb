package com.renewal.internal;

import com.renewal.RawResponse;
import com.renewal.errors.ErrorKind;
import com.renewal.errors.Failure;
import com.renewal.model.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From what came back to a value or a failure. */
final class Answers {
    /** So much of a body an error keeps: enough to see who answered, and not enough to fill a log. */
    private static final int KEPT = 4096;

    /** What an answer means: a value, or a failure, which may pass. */
    static final class Meaning<T> {
        final @Nullable T value;
        final @Nullable Failure failure;
        final boolean passing;

        private Meaning(@Nullable T value, @Nullable Failure failure, boolean passing) {
            this.value = value;
            this.failure = failure;
            this.passing = passing;
        }

        static <T> Meaning<T> failed(Failure failure, boolean passing) {
            return new Meaning<>(null, failure, passing);
        }
    }

    private Answers() {}

    static <T> Meaning<T> understand(
            Operation<T> operation, Request request, Received received, int attempts, Instant now) {
        if (received.status >= 400) {
            Failure refusal = refusal(request, received, now);
            return Meaning.failed(refusal, RetryRules.isPassing(refusal));
        }
        if (received.status >= 300) {
            return Meaning.failed(
                    invalid(received, "Redirects are not followed. Set baseUrl to where it leads."), false);
        }
        if (operation.answersNothing() && received.complete) {
            return new Meaning<>(null, null, false);
        }
        Map<String, Object> json = received.complete ? Json.object(received.body) : null;
        if (json == null) {
            Failure failure = invalid(received, notJson(received));
            // Not quoted where it would put tokens into a log.
            if (!operation.confidential) {
                failure.body(beginning(text(request, received)));
            }
            return Meaning.failed(failure, true);
        }
        try {
            RawResponse answer = new RawResponse(received.status, received.headers, received.body, attempts);
            return new Meaning<>(operation.read(json, answer), null, false);
        } catch (IllegalArgumentException error) {
            // The same would come again.
            String message =
                    "The answer is not of the documented form: " + error.getMessage() + ". Is this SDK up to date?";
            return Meaning.failed(invalid(received, message), false);
        }
    }

    private static Failure refusal(Request request, Received received, Instant now) {
        String text = text(request, received);
        Map<?, ?> error = member(Json.object(text.getBytes(StandardCharsets.UTF_8)), "error");
        Object code = error.get("code");
        if (!(code instanceof String)) {
            code = null;
            error = Map.of();
        }
        Object message = error.get("message");
        if (message == null) {
            message = code;
        }
        return Failure.of(
                        kind(received.status, (String) code),
                        message instanceof String
                                ? (String) message
                                : "Not the API, but something before it, answered with " + received.status + ".")
                .code(code == null ? null : ErrorCode.of((String) code))
                .details(member(error, "details"))
                .status(received.status)
                .requestId(received.headers.get("x-request-id"))
                .limitState(Limits.read(received.headers))
                .retryAfter(RetryRules.retryAfter(received.headers.get("retry-after"), now))
                .body(beginning(text));
    }

    /** By the code where one status has several meanings, else by the status. */
    private static ErrorKind kind(int status, @Nullable String code) {
        if ("PAYMENT_FAILED".equals(code)) {
            return ErrorKind.PAYMENT_FAILED;
        }
        if ("INVALID_GRANT".equals(code)) {
            return ErrorKind.AUTHENTICATION;
        }
        switch (status) {
            case 401:
                return ErrorKind.AUTHENTICATION;
            case 403:
                return ErrorKind.PERMISSION;
            case 404:
                return ErrorKind.NOT_FOUND;
            case 409:
            case 422:
                return ErrorKind.CONFLICT;
            case 429:
                return ErrorKind.RATE_LIMIT;
            default:
                return status >= 500 || status == 408 ? ErrorKind.SERVER : ErrorKind.VALIDATION;
        }
    }

    private static Failure invalid(Received received, String message) {
        return Failure.of(ErrorKind.INVALID_RESPONSE, message)
                .status(received.status)
                .requestId(received.headers.get("x-request-id"))
                .limitState(Limits.read(received.headers));
    }

    private static String notJson(Received received) {
        String kind = received.headers.getOrDefault("content-type", "no content type");
        String what = received.complete ? "is no JSON object" : "was cut off";
        return "The body (" + kind + ", " + received.body.length + " bytes) " + what + ". Is baseUrl right?";
    }

    private static String text(Request request, Received received) {
        return Redaction.redact(new String(received.body, StandardCharsets.UTF_8), request.secrets);
    }

    private static String beginning(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= KEPT ? text : new String(Arrays.copyOf(bytes, KEPT), StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> member(@Nullable Map<?, ?> object, String name) {
        Object member = object == null ? null : object.get(name);
        // Keys of JSON objects are texts.
        return member instanceof Map<?, ?> ? (Map<String, Object>) member : Map.of();
    }
}
