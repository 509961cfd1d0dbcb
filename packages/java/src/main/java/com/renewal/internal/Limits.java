package com.renewal.internal;

import com.renewal.LimitState;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the {@code X-RateLimit-*} headers. */
public final class Limits {
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,11}");

    private Limits() {}

    /**
     * Reads them.
     *
     * @param headers headers by their names in small letters
     * @return the limit; null unless all three are there
     */
    public static @Nullable LimitState read(Map<String, String> headers) {
        String limit = count(headers, "limit");
        String remaining = count(headers, "remaining");
        String reset = count(headers, "reset");
        if (limit == null || remaining == null || reset == null) {
            return null;
        }
        return new LimitState(
                Long.parseLong(limit), Long.parseLong(remaining), Instant.ofEpochSecond(Long.parseLong(reset)));
    }

    private static @Nullable String count(Map<String, String> headers, String name) {
        String count = headers.get("x-ratelimit-" + name);
        return count != null && COUNT.matcher(count).matches() ? count : null;
    }
}
