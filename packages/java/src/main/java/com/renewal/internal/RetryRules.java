package com.renewal.internal;

import com.renewal.errors.ErrorKind;
import com.renewal.errors.Failure;
import com.renewal.model.ErrorCode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether to try again, and when. */
final class RetryRules {
    /** Longer than that nobody waits inside a call: the error tells when to come back. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final double FIRST_WAIT = 0.5;
    private static final double LONGEST_WAIT = 8;
    private static final Set<Integer> PASSING = Set.of(408, 429, 502, 503, 504);
    private static final Pattern SECONDS = Pattern.compile("[0-9]+");
    /** More digits than these are more seconds than anybody waits. */
    private static final int MOST_DIGITS = 12;

    /** The three forms that HTTP knows: RFC 1123, RFC 850, and what C's asctime prints. The weekday says nothing. */
    private static final Pattern WEEKDAY = Pattern.compile("(?:[A-Z][a-z]{2},|[A-Z][a-z]{5,8},|[A-Z][a-z]{2}) ");

    private static final List<DateTimeFormatter> DATES = List.of(
            format("dd MMM yyyy HH:mm:ss 'GMT'"),
            new DateTimeFormatterBuilder()
                    .appendPattern("dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.ROOT)
                    .withZone(ZoneOffset.UTC),
            format("MMM ppd HH:mm:ss yyyy"));

    private RetryRules() {}

    /**
     * Decides whether a failed try may be followed by another.
     *
     * @param retries how many retries there were already
     * @param random between 0 and 1; it spreads the waits of many clients
     * @return after how long; null when trying again is of no use, or too far away
     */
    static @Nullable Duration delay(Failure failure, int retries, double random) {
        Duration asked = failure.retryAfter();
        if (asked != null) {
            return asked.compareTo(PATIENCE) <= 0 ? asked : null;
        }
        // The exponent is bounded, for there may be any number of retries.
        double wait = Math.min(FIRST_WAIT * Math.pow(2, Math.min(retries, 10)), LONGEST_WAIT) * (0.75 + 0.25 * random);
        return Duration.ofNanos(Math.round(wait * 1e9));
    }

    /** Whether the same request may well succeed a moment later. */
    static boolean isPassing(Failure failure) {
        if (failure.kind() == ErrorKind.CONNECTION || failure.kind() == ErrorKind.TIMEOUT) {
            return true;
        }
        int status = failure.status();
        // A 500 alone does not say that another try may succeed, and most 409 say the opposite.
        return failure.kind() != ErrorKind.INVALID_RESPONSE
                && (PASSING.contains(status)
                        || (status == 500 && ErrorCode.PAYMENT_FAILED.equals(failure.code()))
                        || (status == 409 && ErrorCode.ORDER_IN_PROGRESS.equals(failure.code())));
    }

    /** Reads Retry-After: whole seconds or an HTTP date; null for anything else. */
    static @Nullable Duration retryAfter(@Nullable String text, Instant now) {
        if (text == null) {
            return null;
        }
        if (SECONDS.matcher(text).matches()) {
            String digits = text.replaceFirst("^0+(?=.)", "");
            return Duration.ofSeconds(Long.parseLong(digits.substring(0, Math.min(digits.length(), MOST_DIGITS))));
        }
        Matcher weekday = WEEKDAY.matcher(text);
        if (!weekday.lookingAt()) {
            return null;
        }
        String date = text.substring(weekday.end());
        for (DateTimeFormatter form : DATES) {
            try {
                Duration wait =
                        Duration.between(now, ZonedDateTime.parse(date, form).toInstant());
                return wait.isNegative() ? Duration.ZERO : wait;
            } catch (DateTimeException otherForm) {
                // Then it may be of the next one.
            }
        }
        return null;
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
