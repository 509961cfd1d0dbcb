package com.renewal.internal;

import com.renewal.RequestOptions;
import com.renewal.Secret;
import com.renewal.errors.ErrorKind;
import com.renewal.errors.Failure;
import com.renewal.errors.RenewalException;
import com.renewal.model.Token;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that the API grants, for a client's secret or for a refresh token. One fetch serves all callers, and belongs
 * to none of them: a caller that gives up ends it for nobody, and a refresh token, which works once, is not lost.
 */
final class GrantedTokens implements TokenSource {
    /** Before its end a token is not used any more, so that it does not end on its way. */
    private static final Duration MARGIN = Duration.ofSeconds(60);

    // A refresh token works once, with a grace of 10 seconds in which the same answer comes again. A try that begins
    // later than that would look like a stolen token and end the session.
    private static final RequestOptions WITHIN_GRACE = RequestOptions.builder()
            .timeout(Duration.ofSeconds(4))
            .totalTimeout(Duration.ofSeconds(9))
            .build();

    private final AsyncCaller caller;
    private final Clock clock;
    private final @Nullable Consumer<Token> onToken;
    private Map<String, Object> grant;
    private @Nullable Secret token;
    /** The end of a token that was handed over is not known; the API tells when it has come. */
    private Instant goodUntil = Instant.MAX;

    private @Nullable CompletableFuture<Secret> flight;

    GrantedTokens(
            AsyncCaller caller,
            Clock clock,
            Map<String, Object> grant,
            @Nullable String token,
            @Nullable Consumer<Token> onToken) {
        this.caller = caller;
        this.clock = clock;
        this.grant = grant;
        this.token = token == null ? null : TokenSource.sendable(token);
        this.onToken = onToken;
    }

    @Override
    public Secret get(@Nullable Duration patience) throws InterruptedException {
        CompletableFuture<Secret> landing = landing();
        try {
            return patience == null ? landing.get() : landing.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException error) {
            throw outOfPatience();
        } catch (ExecutionException error) {
            throw forThisThread(error.getCause());
        }
    }

    @Override
    public CompletableFuture<Secret> getAsync(@Nullable Duration patience) {
        CompletableFuture<Secret> mine = landing().copy();
        if (patience != null) {
            mine.orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS);
        }
        return mine.handle((secret, error) -> {
            if (error == null) {
                return secret;
            }
            throw error instanceof TimeoutException ? outOfPatience() : forThisThread(error);
        });
    }

    @Override
    public synchronized boolean refused(Secret refused) {
        // Another caller may have replaced it already.
        if (refused.equals(token)) {
            token = null;
        }
        return true;
    }

    private synchronized CompletableFuture<Secret> landing() {
        Secret known = token;
        if (known != null && clock.instant().isBefore(goodUntil)) {
            return CompletableFuture.completedFuture(known);
        }
        CompletableFuture<Secret> shared = flight;
        if (shared == null || shared.isDone()) {
            shared = fetch();
            flight = shared;
        }
        return shared;
    }

    private CompletableFuture<Secret> fetch() {
        Instant started = clock.instant();
        RequestOptions options = grant.containsKey("refresh_token") ? WITHIN_GRACE : RequestOptions.none();
        return caller.call(Operations.CREATE_TOKEN, Arguments.NONE.body(grant), options)
                .thenApply(answer -> accept(answer, started));
    }

    private Secret accept(Token answer, Instant started) {
        Secret next = TokenSource.sendable(answer.accessToken().reveal());
        synchronized (this) {
            Secret refresh = answer.refreshToken();
            if (grant.containsKey("refresh_token") && refresh != null) {
                Map<String, Object> renewed = new LinkedHashMap<>(grant);
                renewed.put("refresh_token", refresh);
                grant = renewed;
            }
            Duration life = Duration.ofSeconds(answer.expiresIn());
            Duration tenth = life.dividedBy(10);
            // The time that the answer took counts against its life.
            goodUntil = started.plus(life).minus(tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN);
            token = next;
        }
        if (onToken != null) {
            onToken.accept(answer);
        }
        return next;
    }

    private static RenewalException outOfPatience() {
        return Failure.of(ErrorKind.TIMEOUT, "The call took longer than its totalTimeout, waiting for a token.")
                .exception();
    }

    /** Many wait for one fetch, and each gets an exception of its own. */
    private static RuntimeException forThisThread(@Nullable Throwable thrown) {
        Throwable error = thrown;
        while (error instanceof CompletionException && error.getCause() != null) {
            error = error.getCause();
        }
        if (error instanceof RenewalException) {
            return ((RenewalException) error).failure().exception();
        }
        if (error instanceof RuntimeException && !(error instanceof CancellationException)) {
            return (RuntimeException) error;
        }
        return new IllegalStateException("The token could not be fetched.", error);
    }
}
