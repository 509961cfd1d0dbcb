package com.renewal;

import com.renewal.errors.ErrorKind;
import com.renewal.errors.Failure;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one call may decide for itself, or with {@link RenewalClient#withOptions} many.
 *
 * <pre>{@code
 * client.payments().get(id, RequestOptions.builder().maxRetries(0).timeout(Duration.ofSeconds(5)).build());
 * }</pre>
 */
public final class RequestOptions {
    private static final RequestOptions NONE = new Builder().build();
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");
    /** What the client decides. Another value would send a token astray or break the message. */
    private static final Set<String> OURS = Set.of(
            "authorization",
            "connection",
            "content-length",
            "content-type",
            "cookie",
            "expect",
            "host",
            "transfer-encoding",
            "upgrade");

    private final @Nullable Duration timeout;
    private final @Nullable Duration totalTimeout;
    private final @Nullable Integer maxRetries;
    private final @Nullable Boolean idempotent;
    private final Map<String, String> headers;

    private RequestOptions(Builder builder) {
        timeout = builder.timeout;
        totalTimeout = builder.totalTimeout;
        maxRetries = builder.maxRetries;
        idempotent = builder.idempotent;
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(builder.headers));
    }

    /** {@return options that decide nothing} */
    public static RequestOptions none() {
        return NONE;
    }

    /** {@return a builder, which decides nothing so far} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return how long one try may take, its whole body included; null when not decided} */
    public @Nullable Duration timeout() {
        return timeout;
    }

    /** {@return how long the whole call may take, all tries and waits included; null when not decided} */
    public @Nullable Duration totalTimeout() {
        return totalTimeout;
    }

    /** {@return how many times to try again; null when not decided} */
    public @Nullable Integer maxRetries() {
        return maxRetries;
    }

    /** {@return whether the call may be tried again; null for what the API's document says} */
    public @Nullable Boolean idempotent() {
        return idempotent;
    }

    /** {@return further headers of the request} */
    public Map<String, String> headers() {
        return headers;
    }

    /** {@return whether they decide nothing} */
    public boolean isEmpty() {
        return timeout == null && totalTimeout == null && maxRetries == null && idempotent == null && headers.isEmpty();
    }

    /** {@return what they decide; of the headers only the names, since the values may be secret} */
    @Override
    public String toString() {
        return "RequestOptions{timeout=" + timeout + ", totalTimeout=" + totalTimeout + ", maxRetries=" + maxRetries
                + ", idempotent=" + idempotent + ", headers=" + headers.keySet() + "}";
    }

    /** Builds {@link RequestOptions}. */
    public static final class Builder {
        private @Nullable Duration timeout;
        private @Nullable Duration totalTimeout;
        private @Nullable Integer maxRetries;
        private @Nullable Boolean idempotent;
        private final Map<String, String> headers = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Limits one try.
         *
         * @param time how long it may take, its whole body included; 30 seconds when nobody decides
         * @return this
         * @throws com.renewal.errors.ConfigurationException it is not more than nothing
         */
        public Builder timeout(Duration time) {
            timeout = positive("timeout", time);
            return this;
        }

        /**
         * Limits the whole call.
         *
         * @param time how long all tries and the waits between them may take; no limit when nobody decides
         * @return this
         * @throws com.renewal.errors.ConfigurationException it is not more than nothing
         */
        public Builder totalTimeout(Duration time) {
            totalTimeout = positive("totalTimeout", time);
            return this;
        }

        /**
         * Limits the retries.
         *
         * @param times how many times to try again; 2 when nobody decides
         * @return this
         * @throws com.renewal.errors.ConfigurationException it is negative
         */
        public Builder maxRetries(int times) {
            if (times < 0) {
                throw configuration("maxRetries must be 0 or more.");
            }
            maxRetries = times;
            return this;
        }

        /**
         * Overrides what the API's document says of the operation.
         *
         * @param safe whether it may be sent again
         * @return this
         */
        public Builder idempotent(boolean safe) {
            idempotent = safe;
            return this;
        }

        /**
         * Adds a header.
         *
         * @param name its name
         * @param value its value, in ASCII
         * @return this
         * @throws com.renewal.errors.ConfigurationException it cannot be sent, or the client sets it
         */
        public Builder header(String name, String value) {
            if (!HEADER_NAME.matcher(name).matches() || OURS.contains(name.toLowerCase(Locale.ROOT))) {
                throw configuration("headers: '" + name + "' is set by the client, or is no name of a header.");
            }
            // The value is not quoted: headers hold secrets.
            if (!HEADER_VALUE.matcher(value).matches()) {
                throw configuration("headers: the value of " + name + " has a line break, or characters beyond ASCII.");
            }
            headers.put(name, value);
            return this;
        }

        /** {@return the options} */
        public RequestOptions build() {
            return new RequestOptions(this);
        }

        private static Duration positive(String name, Duration time) {
            if (time.isNegative() || time.isZero()) {
                throw configuration(name + " must be more than 0.");
            }
            return time;
        }

        private static RuntimeException configuration(String message) {
            return Failure.of(ErrorKind.CONFIGURATION, message).exception();
        }
    }
}
