package com.renewal;

import com.renewal.internal.Core;
import com.renewal.model.Token;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The API, for threads that wait; {@link #async()} is the same for futures. Make one per member, or one per merchant, and
 * keep it: it holds the token, renews it, and may be used by any number of threads.
 *
 * <pre>{@code
 * try (RenewalClient client = RenewalClient.builder().userId("user_42").build()) {
 *     PaymentCreated order = client.payments()
 *             .create(CreatePaymentRequest.builder().orderId("ORD123456").amount("99.99").build());
 *     System.out.println(order.paymentUrl());
 * }
 * }</pre>
 *
 * <p>A thread that is interrupted ends its call with a {@link com.renewal.errors.CancelledException}.
 */
public final class RenewalClient extends Resources implements AutoCloseable {
    private final Core core;
    private final AsyncRenewalClient async;

    private RenewalClient(Core core) {
        super(core);
        this.core = core;
        this.async = new AsyncRenewalClient(core);
    }

    /**
     * Begins a client. Without clientId and clientSecret they are {@code RENEWAL_CLIENT_ID} and
     * {@code RENEWAL_CLIENT_SECRET} of the environment.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the same client for futures: it shares tokens and connections with this one} */
    public AsyncRenewalClient async() {
        return async;
    }

    /** {@return the tightest rate limit, as the last answer told it; null before the first} */
    public @Nullable LimitState limitState() {
        return core.caller().settings().limitState();
    }

    /**
     * Gives the same client with other options.
     *
     * @param options what is other
     * @return a client that shares tokens and connections with this one
     */
    public RenewalClient withOptions(RequestOptions options) {
        return new RenewalClient(core.with(options));
    }

    /** Refuses further calls and lets go of the connections. A client that was given as httpClient stays open. */
    @Override
    public void close() {
        core.close();
    }

    /** {@return where the API is, and no secret} */
    @Override
    public String toString() {
        return "RenewalClient{baseUrl=" + core.caller().settings().baseUrl() + "}";
    }

    /** Builds a {@link RenewalClient}. */
    public static final class Builder {
        private final Core.Options options = new Core.Options();

        private Builder() {}

        /**
         * Says where the API is.
         *
         * @param url such as {@code https://api.example.com/v1}; {@code RENEWAL_BASE_URL} when absent. {@code http:} is
         *     taken for addresses of this machine only.
         * @return this
         */
        public Builder baseUrl(String url) {
            options.baseUrl = url;
            return this;
        }

        /**
         * Names the merchant's client, on a server.
         *
         * @param id the client's id
         * @return this
         */
        public Builder clientId(String id) {
            options.clientId = id;
            return this;
        }

        /**
         * Gives the client's secret.
         *
         * @param secret the secret
         * @return this
         */
        public Builder clientSecret(String secret) {
            options.clientSecret = Secret.of(secret);
            return this;
        }

        /**
         * Acts for a member. Without it the client acts for the merchant, which reads and cannot pay.
         *
         * @param id your id of the member
         * @return this
         */
        public Builder userId(String id) {
            options.userId = id;
            return this;
        }

        /**
         * Uses a token that was handed over, in a member's app.
         *
         * @param token an access token
         * @return this
         */
        public Builder token(String token) {
            options.token = Secret.of(token);
            return this;
        }

        /**
         * Renews the token by a refresh token, which works once and is answered with the next one.
         *
         * @param token a refresh token
         * @return this
         */
        public Builder refreshToken(String token) {
            options.refreshToken = Secret.of(token);
            return this;
        }

        /**
         * Is told every new token, to keep its refresh token: the one before works no more. It is called before the
         * token is used, on the thread that received it.
         *
         * @param listener takes the token
         * @return this
         */
        public Builder onToken(Consumer<Token> listener) {
            options.onToken = listener;
            return this;
        }

        /**
         * Takes tokens from elsewhere.
         *
         * @param provider is asked before every request
         * @return this
         */
        public Builder tokenProvider(TokenProvider provider) {
            options.tokenProvider = provider;
            return this;
        }

        /**
         * Limits one try.
         *
         * @param time how long it may take, its whole body included; 30 seconds when absent
         * @return this
         * @throws com.renewal.errors.ConfigurationException it is not more than nothing
         */
        public Builder timeout(Duration time) {
            options.calls.timeout(time);
            return this;
        }

        /**
         * Limits the whole call.
         *
         * @param time how long all tries and the waits between them may take; no limit when absent
         * @return this
         * @throws com.renewal.errors.ConfigurationException it is not more than nothing
         */
        public Builder totalTimeout(Duration time) {
            options.calls.totalTimeout(time);
            return this;
        }

        /**
         * Limits the retries.
         *
         * @param times how many times to try again; 2 when absent
         * @return this
         * @throws com.renewal.errors.ConfigurationException it is negative
         */
        public Builder maxRetries(int times) {
            options.calls.maxRetries(times);
            return this;
        }

        /**
         * Adds a header to every request.
         *
         * @param name its name
         * @param value its value, in ASCII
         * @return this
         * @throws com.renewal.errors.ConfigurationException it cannot be sent, or the client sets it
         */
        public Builder header(String name, String value) {
            options.calls.header(name, value);
            return this;
        }

        /**
         * Sends over connections of your own, with their proxies, certificates and executor.
         *
         * @param client a client that follows no redirects
         * @return this
         */
        public Builder httpClient(HttpClient client) {
            options.httpClient = client;
            return this;
        }

        /**
         * Tells the time, for the ends of tokens and for dates in Retry-After.
         *
         * @param clock a clock
         * @return this
         */
        public Builder clock(Clock clock) {
            options.clock = clock;
            return this;
        }

        /**
         * Waits between tries.
         *
         * @param sleeper another one than {@link Sleeper#real()}
         * @return this
         */
        public Builder sleeper(Sleeper sleeper) {
            options.sleeper = sleeper;
            return this;
        }

        /**
         * Spreads the waits of many clients.
         *
         * @param random gives numbers from 0 to 1
         * @return this
         */
        public Builder random(DoubleSupplier random) {
            options.random = random;
            return this;
        }

        Builder environment(UnaryOperator<@Nullable String> variables) {
            options.environment = variables;
            return this;
        }

        /**
         * Makes the client. Nothing is sent before the first call.
         *
         * @return the client
         * @throws com.renewal.errors.ConfigurationException an option cannot be meant, there is more than one way to
         *     tokens or half of one, or secrets would travel in the clear
         */
        public RenewalClient build() {
            return new RenewalClient(Core.of(options));
        }
    }
}
