package com.renewal.internal;

import com.renewal.LimitState;
import com.renewal.RequestOptions;
import com.renewal.errors.ErrorKind;
import com.renewal.errors.Failure;
import com.renewal.errors.RenewalException;
import com.renewal.model.Payment;
import com.renewal.model.PaymentStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waits for a payment by asking for it again and again; decides after each look whether to look again, and when. */
public final class Watch {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** A limit whose window ends later than this is not spread over the whole of it. */
    private static final Duration LONGEST_WINDOW = Duration.ofSeconds(60);

    private static final Set<PaymentStatus> UNSETTLED =
            Set.of(PaymentStatus.CREATING, PaymentStatus.PENDING, PaymentStatus.FAILED);

    private final Clock clock;
    private final Duration timeout;
    private final Instant deadline;
    private final Predicate<? super Payment> until;
    private Duration pause = FIRST_PAUSE;

    /**
     * Begins to wait.
     *
     * @param settings the client's
     * @param timeout how long to wait in all
     * @param until whether this is what is waited for
     */
    public Watch(Settings settings, Duration timeout, Predicate<? super Payment> until) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw Failure.of(ErrorKind.CONFIGURATION, "timeout must be more than 0.")
                    .exception();
        }
        this.clock = settings.clock;
        this.timeout = timeout;
        this.deadline = clock.instant().plus(timeout);
        this.until = until;
    }

    /**
     * Tells whether nothing more is to be expected. A payment that failed is not at its end, for the person may try
     * again; a state that this version does not know is.
     *
     * @param payment the payment
     * @return whether it is settled
     */
    public static boolean isSettled(Payment payment) {
        return !UNSETTLED.contains(payment.status());
    }

    /**
     * Keeps a look within the time that is left.
     *
     * @param given options of each look
     * @return options of the next
     */
    public RequestOptions options(RequestOptions given) {
        Duration left = Duration.between(clock.instant(), deadline);
        Duration least = left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
        Duration total = given.totalTimeout();
        RequestOptions.Builder options =
                RequestOptions.builder().totalTimeout(total != null && total.compareTo(least) < 0 ? total : least);
        if (given.timeout() != null) {
            options.timeout(given.timeout());
        }
        if (given.maxRetries() != null) {
            options.maxRetries(given.maxRetries());
        }
        if (given.idempotent() != null) {
            options.idempotent(given.idempotent());
        }
        given.headers().forEach(options::header);
        return options.build();
    }

    /**
     * Decides after a look that succeeded.
     *
     * @param payment what was seen
     * @return how long until the next look; null when the waiting is over
     */
    public @Nullable Duration saw(Payment payment) {
        if (until.test(payment)) {
            return null;
        }
        return next(fairPause(payment.rawResponse().limitState()), null);
    }

    /**
     * Decides after a look that failed. An outage passes, and so does a limit: there is time.
     *
     * @param error how it failed
     * @return how long until the next look
     */
    public Duration failed(RenewalException error) {
        Failure failure = error.failure();
        if (!RetryRules.isPassing(failure)) {
            throw error;
        }
        Duration asked = failure.retryAfter();
        return next(asked == null ? Duration.ZERO : asked, error);
    }

    private Duration next(Duration least, @Nullable RenewalException failure) {
        Duration wait = pause.compareTo(least) < 0 ? least : pause;
        if (!clock.instant().plus(wait).isBefore(deadline)) {
            throw failure != null ? failure : outOfTime().exception();
        }
        Duration longer = pause.multipliedBy(3).dividedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        return wait;
    }

    private Failure outOfTime() {
        return Failure.of(
                ErrorKind.TIMEOUT,
                "The payment was not settled within " + Transport.seconds(timeout)
                        + " s. Call it again to go on waiting.");
    }

    /** Spreads what is left of the limit over its window, so that waiting starves no other call. */
    private Duration fairPause(@Nullable LimitState limit) {
        if (limit == null) {
            return Duration.ZERO;
        }
        Duration window = Duration.between(clock.instant(), limit.resetAt());
        Duration bounded = window.compareTo(LONGEST_WINDOW) < 0 ? window : LONGEST_WINDOW;
        return bounded.dividedBy(limit.remaining() + 1);
    }
}
