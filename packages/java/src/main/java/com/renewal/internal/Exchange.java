package com.renewal.internal;

import com.renewal.Secret;
import com.renewal.errors.ErrorKind;
import com.renewal.errors.Failure;
import com.renewal.internal.Answers.Meaning;
import com.renewal.model.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The course of one call, from try to try. Ask it for a request, send that, tell it the outcome, and do what it says.
 * The loops that send and wait are {@link Caller} and {@link AsyncCaller}.
 */
final class Exchange<T> {
    private static final String USER_AGENT = "renewal-java/" + Version.VERSION;

    /** The call is over and this is its value, or it goes on after a wait. */
    static final class Verdict<T> {
        final boolean over;
        private final @Nullable T value;
        final Duration wait;

        private Verdict(boolean over, @Nullable T value, Duration wait) {
            this.over = over;
            this.value = value;
            this.wait = wait;
        }

        /** Null for operations that answer nothing, whose T is a Void that may be null. */
        @SuppressWarnings("NullAway")
        T value() {
            return value;
        }
    }

    private final Settings settings;
    private final Operation<T> operation;
    private final @Nullable TokenSource tokens;
    private final String url;
    private final byte @Nullable [] body;
    private final List<Secret> secrets;
    private final Instant began;
    private int attempts;
    private int retries;
    private @Nullable Secret token;
    private boolean renewed;

    Exchange(Settings settings, Operation<T> operation, Arguments arguments, @Nullable TokenSource tokens) {
        this.settings = settings;
        this.operation = operation;
        this.tokens = operation.authenticated ? tokens : null;
        this.url = arguments.url(settings.baseUrl, operation);
        this.body = arguments.json();
        this.secrets = arguments.secrets();
        this.began = settings.clock.instant();
    }

    /** Where the token of the next try comes from; null when it needs none. */
    @Nullable
    TokenSource tokens() {
        return tokens;
    }

    /** How long the call may still take; null without end. */
    @Nullable
    Duration timeLeft() {
        if (settings.totalTimeout == null) {
            return null;
        }
        Duration left = settings.totalTimeout.minus(Duration.between(began, settings.clock.instant()));
        if (left.isNegative() || left.isZero()) {
            throw outOfTime().exception();
        }
        return left;
    }

    Failure outOfTime() {
        String total = settings.totalTimeout == null ? "" : " of " + Transport.seconds(settings.totalTimeout) + " s";
        return Failure.of(ErrorKind.TIMEOUT, "The call took longer than its totalTimeout" + total + ".")
                .attempts(attempts);
    }

    Failure interrupted() {
        return Failure.of(
                        ErrorKind.CANCELLED,
                        "The calling thread was interrupted. What was asked may have happened: send the same order_id"
                                + " again.")
                .attempts(attempts);
    }

    /** Gives the request of the next try. */
    Request prepare(@Nullable Secret next) {
        Duration left = timeLeft();
        Duration timeout = left != null && left.compareTo(settings.timeout) < 0 ? left : settings.timeout;
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        headers.put("User-Agent", USER_AGENT);
        settings.headers.forEach((name, value) -> {
            headers.keySet().removeIf(name::equalsIgnoreCase);
            headers.put(name, value);
        });
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        List<Secret> all = secrets;
        token = next;
        if (next != null) {
            headers.put("Authorization", "Bearer " + next.reveal());
            all = new ArrayList<>(secrets);
            all.add(next);
        }
        attempts++;
        return new Request(operation.method, url, headers, body, timeout, all);
    }

    /** Decides what a try means; throws when the call has failed. */
    Verdict<T> conclude(Request request, Transport.Outcome outcome) {
        Failure failure = outcome.failure;
        boolean passing = true;
        Received received = outcome.received;
        if (received != null) {
            var told = Limits.read(received.headers);
            if (told != null) {
                settings.limitState.set(told);
            }
            Meaning<T> meaning = Answers.understand(operation, request, received, attempts, settings.clock.instant());
            if (meaning.failure == null) {
                return new Verdict<>(true, meaning.value, Duration.ZERO);
            }
            failure = meaning.failure;
            passing = meaning.passing;
        }
        if (failure == null) {
            throw new IllegalStateException("A try brings an answer or a failure.");
        }
        return after(failure.attempts(attempts), passing);
    }

    private Verdict<T> after(Failure failure, boolean passing) {
        if (!renewed && mayRenew(failure)) {
            renewed = true;
            return again(Duration.ZERO);
        }
        Duration wait = passing ? delay(failure) : null;
        if (wait == null || isTooLate(wait)) {
            throw failure.exception();
        }
        retries++;
        return again(wait);
    }

    private Verdict<T> again(Duration wait) {
        return new Verdict<>(false, null, wait);
    }

    private boolean isTooLate(Duration wait) {
        Instant next = settings.clock.instant().plus(wait);
        return settings.totalTimeout != null && !next.isBefore(began.plus(settings.totalTimeout));
    }

    private boolean mayRenew(Failure failure) {
        boolean refused = failure.status() == 401 && ErrorCode.INVALID_TOKEN.equals(failure.code());
        return refused && tokens != null && token != null && tokens.refused(token);
    }

    private @Nullable Duration delay(Failure failure) {
        boolean idempotent = settings.idempotent == null ? operation.idempotent : settings.idempotent;
        if (!idempotent || retries >= settings.maxRetries) {
            return null;
        }
        return RetryRules.delay(failure, retries, settings.random.getAsDouble());
    }
}
