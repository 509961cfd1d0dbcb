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

/** Builds a {@link RenewalClient}; {@link RenewalClient#builder()} begins one. */
public final class RenewalClientBuilder {
    private final Core.Options options = new Core.Options();

    RenewalClientBuilder() {}

    /**
     * Says where the API is.
     *
     * @param url such as {@code https://api.example.com/v1}; {@code RENEWAL_BASE_URL} when absent. {@code http:} is
     *     taken for addresses of this machine only.
     * @return this
     */
    public RenewalClientBuilder baseUrl(String url) {
        options.baseUrl = url;
        return this;
    }

    /**
     * Names the merchant's client, on a server.
     *
     * @param id the client's id
     * @return this
     */
    public RenewalClientBuilder clientId(String id) {
        options.clientId = id;
        return this;
    }

    /**
     * Gives the client's secret.
     *
     * @param secret the secret
     * @return this
     */
    public RenewalClientBuilder clientSecret(String secret) {
        options.clientSecret = Secret.of(secret);
        return this;
    }

    /**
     * Acts for a member. Without it the client acts for the merchant, which reads and cannot pay.
     *
     * @param id your id of the member
     * @return this
     */
    public RenewalClientBuilder userId(String id) {
        options.userId = id;
        return this;
    }

    /**
     * Uses a token that was handed over, in a member's app.
     *
     * @param token an access token
     * @return this
     */
    public RenewalClientBuilder token(String token) {
        options.token = Secret.of(token);
        return this;
    }

    /**
     * Renews the token by a refresh token, which works once and is answered with the next one.
     *
     * @param token a refresh token
     * @return this
     */
    public RenewalClientBuilder refreshToken(String token) {
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
    public RenewalClientBuilder onToken(Consumer<Token> listener) {
        options.onToken = listener;
        return this;
    }

    /**
     * Takes tokens from elsewhere.
     *
     * @param provider is asked before every request
     * @return this
     */
    public RenewalClientBuilder tokenProvider(TokenProvider provider) {
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
    public RenewalClientBuilder timeout(Duration time) {
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
    public RenewalClientBuilder totalTimeout(Duration time) {
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
    public RenewalClientBuilder maxRetries(int times) {
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
    public RenewalClientBuilder header(String name, String value) {
        options.calls.header(name, value);
        return this;
    }

    /**
     * Sends over connections of your own, with their proxies, certificates and executor.
     *
     * @param client a client that follows no redirects
     * @return this
     */
    public RenewalClientBuilder httpClient(HttpClient client) {
        options.httpClient = client;
        return this;
    }

    /**
     * Tells the time, for the ends of tokens and for dates in Retry-After.
     *
     * @param clock a clock
     * @return this
     */
    public RenewalClientBuilder clock(Clock clock) {
        options.clock = clock;
        return this;
    }

    /**
     * Waits between tries.
     *
     * @param sleeper another one than {@link Sleeper#real()}
     * @return this
     */
    public RenewalClientBuilder sleeper(Sleeper sleeper) {
        options.sleeper = sleeper;
        return this;
    }

    /**
     * Spreads the waits of many clients.
     *
     * @param random gives numbers from 0 to 1
     * @return this
     */
    public RenewalClientBuilder random(DoubleSupplier random) {
        options.random = random;
        return this;
    }

    RenewalClientBuilder environment(UnaryOperator<@Nullable String> variables) {
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
