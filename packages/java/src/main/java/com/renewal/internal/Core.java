package com.renewal.internal;

import com.renewal.RequestOptions;
import com.renewal.Secret;
import com.renewal.Sleeper;
import com.renewal.TokenProvider;
import com.renewal.errors.ErrorKind;
import com.renewal.errors.Failure;
import com.renewal.model.Token;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a client is made of: settings, connections, and the way to tokens that it was told, exactly one. */
public final class Core {
    /** What a client was told. */
    public static final class Options {
        /** Where the API is. */
        public @Nullable String baseUrl;
        /** The id of the merchant's client. */
        public @Nullable String clientId;
        /** Its secret. */
        public @Nullable Secret clientSecret;
        /** The member that the client acts for. */
        public @Nullable String userId;
        /** A token that was handed over. */
        public @Nullable Secret token;
        /** What the next token is had for. */
        public @Nullable Secret refreshToken;
        /** Is told every new token. */
        public @Nullable Consumer<Token> onToken;
        /** The app's own way to tokens. */
        public @Nullable TokenProvider tokenProvider;
        /** The app's own connections. */
        public @Nullable HttpClient httpClient;
        /** What calls may decide for themselves. */
        public RequestOptions.Builder calls = RequestOptions.builder();
        /** Tells the time. */
        public Clock clock = Clock.systemUTC();
        /** Waits. */
        public Sleeper sleeper = Sleeper.real();
        /** Gives numbers from 0 to 1. */
        public DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
        /** Gives variables, which tests replace. */
        public UnaryOperator<@Nullable String> environment = name -> name == null ? null : System.getenv(name);

        /** Nothing so far. */
        public Options() {}
    }

    private final Transport transport;
    private final Caller caller;
    private final AsyncCaller async;
    private final @Nullable Map<String, Object> credentials;

    private Core(Transport transport, Caller caller, AsyncCaller async, @Nullable Map<String, Object> credentials) {
        this.transport = transport;
        this.caller = caller;
        this.async = async;
        this.credentials = credentials;
    }

    /**
     * Decides what the options leave open.
     *
     * @param options what the client was told
     * @return the client's core
     */
    public static Core of(Options options) {
        HttpClient given = options.httpClient;
        if (given != null && given.followRedirects() != HttpClient.Redirect.NEVER) {
            throw configuration("httpClient must not follow redirects: a token would travel to wherever they lead.");
        }
        String url = present(options.baseUrl, options, "RENEWAL_BASE_URL");
        Settings settings = new Settings(
                url == null ? Operations.DEFAULT_BASE_URL : url,
                options.calls.build(),
                options.clock,
                options.random,
                options.sleeper);
        checkOneWay(options);
        Map<String, Object> credentials = credentials(options);
        if (options.userId != null && credentials == null) {
            throw configuration("userId goes with clientId and clientSecret: a token names its member already.");
        }
        Transport transport = new Transport(given);
        TokenSource tokens = tokens(options, credentials, settings, transport);
        return new Core(
                transport,
                new Caller(settings, transport, tokens),
                new AsyncCaller(settings, transport, tokens),
                credentials);
    }

    /** {@return calls that wait} */
    public Caller caller() {
        return caller;
    }

    /** {@return calls that do not wait} */
    public AsyncCaller async() {
        return async;
    }

    /**
     * Applies options over those of the client.
     *
     * @param options what they decide
     * @return a core that shares connections and tokens with this one
     */
    public Core with(RequestOptions options) {
        return new Core(transport, caller.with(options), async.with(options), credentials);
    }

    /**
     * Adds the client's own credentials to a request for a token that names none.
     *
     * @param arguments the request
     * @return the whole request
     */
    public Arguments withCredentials(Arguments arguments) {
        return credentials == null ? arguments : arguments.completed(credentials);
    }

    /** Refuses further calls and lets go of the connections. */
    public void close() {
        transport.close();
    }

    private static void checkOneWay(Options options) {
        boolean given = options.token != null || options.refreshToken != null;
        boolean provided = options.tokenProvider != null;
        boolean client = options.clientId != null || options.clientSecret != null;
        if ((given ? 1 : 0) + (provided ? 1 : 0) + (client ? 1 : 0) > 1) {
            throw configuration(
                    "Give one way to tokens: clientId and clientSecret, or token and refreshToken, or tokenProvider.");
        }
        if (options.onToken != null && options.refreshToken == null) {
            throw configuration("onToken goes with refreshToken: nothing else brings a token to keep.");
        }
    }

    /** Those of the options, or of the environment where the options name no way to tokens. */
    private static @Nullable Map<String, Object> credentials(Options options) {
        String id = options.clientId;
        Secret secret = options.clientSecret;
        if (options.token != null || options.refreshToken != null || options.tokenProvider != null) {
            return null;
        }
        if (id == null && secret == null) {
            id = present(null, options, "RENEWAL_CLIENT_ID");
            String text = present(null, options, "RENEWAL_CLIENT_SECRET");
            secret = text == null ? null : Secret.of(text);
            if (id == null && secret == null) {
                return null;
            }
        }
        if (id == null || secret == null || id.isEmpty() || secret.reveal().isEmpty()) {
            throw configuration(
                    "clientId and clientSecret go together, and one is missing. Is the environment variable set?");
        }
        Map<String, Object> credentials = new LinkedHashMap<>();
        credentials.put("client_id", id);
        credentials.put("client_secret", secret);
        return credentials;
    }

    private static TokenSource tokens(
            Options options, @Nullable Map<String, Object> credentials, Settings settings, Transport transport) {
        String token = options.token == null ? null : options.token.reveal();
        Map<String, Object> grant = new LinkedHashMap<>();
        if (options.tokenProvider != null) {
            return new TokenSource.Supplied(options.tokenProvider);
        }
        if (options.refreshToken != null) {
            grant.put("grant_type", "refresh_token");
            grant.put("refresh_token", options.refreshToken);
        } else if (token != null) {
            return new TokenSource.Fixed(token);
        } else if (credentials == null) {
            return new TokenSource.None();
        } else {
            grant.put("grant_type", "client_credentials");
            grant.putAll(credentials);
            if (options.userId != null) {
                grant.put("user_id", options.userId);
            }
        }
        AsyncCaller asking = new AsyncCaller(settings, transport, new TokenSource.None());
        return new GrantedTokens(asking, settings.clock, grant, token, options.onToken);
    }

    private static @Nullable String present(@Nullable String given, Options options, String variable) {
        String text = given == null ? options.environment.apply(variable) : given;
        return text == null || (given == null && text.isEmpty()) ? null : text;
    }

    private static RuntimeException configuration(String message) {
        return Failure.of(ErrorKind.CONFIGURATION, message).exception();
    }
}
