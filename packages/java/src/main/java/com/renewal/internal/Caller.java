package com.renewal.internal;

import com.renewal.RequestOptions;
import com.renewal.Secret;
import com.renewal.errors.ErrorKind;
import com.renewal.errors.Failure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Calls that wait for their answer, in the thread that makes them. */
public final class Caller {
    private final Settings settings;
    private final Transport transport;
    private final TokenSource tokens;

    Caller(Settings settings, Transport transport, TokenSource tokens) {
        this.settings = settings;
        this.transport = transport;
        this.tokens = tokens;
    }

    /**
     * Makes a call.
     *
     * @param operation what to do
     * @param arguments with what
     * @param options what this call decides for itself
     * @param <T> what the operation answers
     * @return its answer
     */
    public <T> T call(Operation<T> operation, Arguments arguments, RequestOptions options) {
        Exchange<T> exchange = new Exchange<>(settings.with(options), operation, arguments, tokens);
        try {
            while (true) {
                TokenSource source = exchange.tokens();
                Secret token = source == null ? null : source.get(exchange.timeLeft());
                Request request = exchange.prepare(token);
                Exchange.Verdict<T> verdict = exchange.conclude(request, transport.send(request));
                if (verdict.over) {
                    return verdict.value();
                }
                sleep(verdict.wait);
            }
        } catch (InterruptedException interruption) {
            throw interrupted(exchange.interrupted());
        }
    }

    /** {@return what the client was told} */
    public Settings settings() {
        return settings;
    }

    /**
     * Waits between two calls.
     *
     * @param wait for how long
     */
    public void pause(Duration wait) {
        try {
            sleep(wait);
        } catch (InterruptedException interruption) {
            throw interrupted(Failure.of(ErrorKind.CANCELLED, "The thread was interrupted while it waited."));
        }
    }

    Caller with(RequestOptions options) {
        return new Caller(settings.with(options), transport, tokens);
    }

    private void sleep(Duration wait) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (wait.isZero()) {
            return;
        }
        CompletableFuture<Void> sleep = settings.sleeper.sleep(wait);
        try {
            sleep.get();
        } catch (InterruptedException interruption) {
            sleep.cancel(false);
            throw interruption;
        } catch (ExecutionException error) {
            throw new IllegalStateException("The sleeper failed.", error.getCause());
        }
    }

    private static RuntimeException interrupted(Failure failure) {
        // Whoever interrupted the thread wants it to know, wherever this exception is caught.
        Thread.currentThread().interrupt();
        return failure.exception();
    }
}
