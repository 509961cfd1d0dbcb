package com.renewal.internal;

import com.renewal.LimitState;
import com.renewal.RequestOptions;
import com.renewal.Sleeper;
import com.renewal.errors.ErrorKind;
import com.renewal.errors.Failure;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a client, or one call of it, was told, with everything decided. */
public final class Settings {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    private static final int DEFAULT_MAX_RETRIES = 2;

    // Two readers of an address may disagree about which host it names, and then the token goes to the other one. So
    // only addresses that leave no doubt are taken: no user, no backslash, no query.
    private static final Pattern BASE_URL =
            Pattern.compile("https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?");

    private static final Pattern ADDRESS = Pattern.compile("\\[.*\\]|[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    final String baseUrl;
    final Duration timeout;
    final @Nullable Duration totalTimeout;
    final int maxRetries;
    /** Null: what the document says of the operation. */
    final @Nullable Boolean idempotent;

    final Map<String, String> headers;
    final Clock clock;
    final DoubleSupplier random;
    final Sleeper sleeper;
    /** What a client and its copies with other options remember together. */
    final AtomicReference<@Nullable LimitState> limitState;

    /**
     * Decides what the options leave open.
     *
     * @param baseUrl where the API is
     * @param options what each call may decide for itself
     * @param clock tells the time
     * @param random gives numbers from 0 to 1
     * @param sleeper waits
     */
    public Settings(String baseUrl, RequestOptions options, Clock clock, DoubleSupplier random, Sleeper sleeper) {
        this(checked(baseUrl), options, null, clock, random, sleeper, new AtomicReference<>());
    }

    private Settings(
            String baseUrl,
            RequestOptions options,
            @Nullable Settings below,
            Clock clock,
            DoubleSupplier random,
            Sleeper sleeper,
            AtomicReference<@Nullable LimitState> limitState) {
        Map<String, String> all = new LinkedHashMap<>(below == null ? Map.of() : below.headers);
        all.putAll(options.headers());
        Integer retries = options.maxRetries();
        this.baseUrl = baseUrl;
        this.timeout = either(options.timeout(), below == null ? DEFAULT_TIMEOUT : below.timeout);
        this.totalTimeout =
                (options.totalTimeout() == null && below != null) ? below.totalTimeout : options.totalTimeout();
        this.maxRetries = either(retries, below == null ? DEFAULT_MAX_RETRIES : below.maxRetries);
        this.idempotent = (options.idempotent() == null && below != null) ? below.idempotent : options.idempotent();
        this.headers = all;
        this.clock = clock;
        this.random = random;
        this.sleeper = sleeper;
        this.limitState = limitState;
    }

    /**
     * Applies options over these.
     *
     * @param options what they decide
     * @return these, with that
     */
    public Settings with(RequestOptions options) {
        return options.isEmpty() ? this : new Settings(baseUrl, options, this, clock, random, sleeper, limitState);
    }

    /** {@return where the API is} */
    public String baseUrl() {
        return baseUrl;
    }

    /** {@return the tightest limit, as the last answer told it} */
    public @Nullable LimitState limitState() {
        return limitState.get();
    }

    private static <T> T either(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    private static String checked(String text) {
        if (!BASE_URL.matcher(text).matches()) {
            throw configuration("baseUrl must be an address like " + Operations.DEFAULT_BASE_URL + ".");
        }
        if (text.startsWith("http:") && !isLoopback(text)) {
            throw configuration("baseUrl begins with http:, so secrets would travel unencrypted. Use https:.");
        }
        return text.replaceAll("/+$", "");
    }

    /** Whether an address leads to this machine. Names are not looked up: who answers may lie. */
    private static boolean isLoopback(String url) {
        String host = URI.create(url).getHost();
        if (host == null) {
            return false;
        }
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return true;
        }
        try {
            return ADDRESS.matcher(host).matches()
                    && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException error) {
            return false;
        }
    }

    private static RuntimeException configuration(String message) {
        return Failure.of(ErrorKind.CONFIGURATION, message).exception();
    }
}
