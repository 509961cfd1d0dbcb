package com.renewal.internal;

import com.renewal.RequestOptions;
import com.renewal.Secret;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls that hold no thread while they wait. */
public final class AsyncCaller {
    private final Settings settings;
    private final Transport transport;
    private final TokenSource tokens;

    AsyncCaller(Settings settings, Transport transport, TokenSource tokens) {
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
     * @return its answer, later; cancelling it ends the call. What is wrong with the arguments is told there too.
     */
    public <T> CompletableFuture<T> call(Operation<T> operation, Arguments arguments, RequestOptions options) {
        Call<T> call = new Call<>();
        call.guard(() -> {
            call.exchange = new Exchange<>(settings.with(options), operation, arguments, tokens);
            call.next();
        });
        return call.result;
    }

    /** {@return what the client was told} */
    public Settings settings() {
        return settings;
    }

    /**
     * Waits between two calls.
     *
     * @param wait for how long
     * @return completes when the time is over
     */
    public CompletableFuture<Void> sleep(Duration wait) {
        return settings.sleeper.sleep(wait);
    }

    AsyncCaller with(RequestOptions options) {
        return new AsyncCaller(settings.with(options), transport, tokens);
    }

    private final class Call<T> {
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private volatile CompletableFuture<?> step = CompletableFuture.completedFuture(null);
        private @Nullable Exchange<T> exchange;

        private Call() {
            result.whenComplete((value, error) -> {
                if (result.isCancelled()) {
                    step.cancel(true);
                }
            });
        }

        private void next() {
            Exchange<T> now = running();
            TokenSource source = now.tokens();
            if (source == null) {
                send(now, null);
            } else {
                then(source.getAsync(now.timeLeft()), token -> send(now, token));
            }
        }

        private void send(Exchange<T> now, @Nullable Secret token) {
            Request request = now.prepare(token);
            then(transport.sendAsync(request), outcome -> {
                Exchange.Verdict<T> verdict = now.conclude(request, outcome);
                if (verdict.over) {
                    result.complete(verdict.value());
                } else if (verdict.wait.isZero()) {
                    next();
                } else {
                    then(settings.sleeper.sleep(verdict.wait), slept -> next());
                }
            });
        }

        private Exchange<T> running() {
            Exchange<T> now = exchange;
            if (now == null) {
                throw new IllegalStateException("The call has not begun.");
            }
            return now;
        }

        private <S> void then(CompletableFuture<S> awaited, Consumer<S> go) {
            step = awaited;
            if (result.isDone()) {
                // Cancelled meanwhile: whoever did so saw only the step before.
                awaited.cancel(true);
                return;
            }
            awaited.whenComplete((value, error) -> guard(() -> {
                if (error != null) {
                    throw new CompletionException(error);
                }
                go.accept(value);
            }));
        }

        private void guard(Runnable work) {
            try {
                work.run();
            } catch (Throwable thrown) {
                Throwable error = thrown;
                while (error instanceof CompletionException && error.getCause() != null) {
                    error = error.getCause();
                }
                result.completeExceptionally(error);
            }
        }
    }
}
