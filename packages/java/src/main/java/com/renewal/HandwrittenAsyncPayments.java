package com.renewal;

import com.renewal.errors.RenewalException;
import com.renewal.internal.Core;
import com.renewal.internal.Watch;
import com.renewal.model.Payment;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waiting for a payment. */
abstract class HandwrittenAsyncPayments extends AsyncResource {
    HandwrittenAsyncPayments(Core core) {
        super(core);
    }

    /**
     * Get a payment order.
     *
     * @param transactionId its transaction_id
     * @param options options of this call
     * @return the payment order
     */
    public abstract CompletableFuture<Payment> get(String transactionId, RequestOptions options);

    /**
     * Waits for a quarter of an hour at most until a payment order is settled.
     *
     * @param transactionId what creating the order answered
     * @return the settled order, as {@link Payments#waitUntilSettled(String)} gives it; cancelling it ends the waiting
     */
    public CompletableFuture<Payment> waitUntilSettled(String transactionId) {
        return waitUntilSettled(transactionId, HandwrittenPayments.QUARTER_OF_AN_HOUR);
    }

    /**
     * Waits until a payment order is settled.
     *
     * @param transactionId what creating the order answered
     * @param timeout how long to wait in all
     * @return the settled order; cancelling it ends the waiting
     */
    public CompletableFuture<Payment> waitUntilSettled(String transactionId, Duration timeout) {
        return waitUntilSettled(transactionId, timeout, Watch::isSettled, RequestOptions.none());
    }

    /**
     * Waits for a payment order by asking for it again and again.
     *
     * @param transactionId what creating the order answered
     * @param timeout how long to wait in all
     * @param until whether this is what you wait for
     * @param options options of each look
     * @return the order; cancelling it ends the waiting
     */
    public CompletableFuture<Payment> waitUntilSettled(
            String transactionId, Duration timeout, Predicate<? super Payment> until, RequestOptions options) {
        Waiting waiting = new Waiting();
        waiting.guard(() -> {
            Watch watch = new Watch(core.async().settings(), timeout, until);
            waiting.look(transactionId, watch, options);
        });
        return waiting.result;
    }

    private final class Waiting {
        private final CompletableFuture<Payment> result = new CompletableFuture<>();
        private volatile @Nullable CompletableFuture<?> step;

        private Waiting() {
            result.whenComplete((value, error) -> {
                CompletableFuture<?> running = step;
                if (result.isCancelled() && running != null) {
                    running.cancel(true);
                }
            });
        }

        private void look(String transactionId, Watch watch, RequestOptions options) {
            CompletableFuture<Payment> call = get(transactionId, watch.options(options));
            hold(call);
            call.whenComplete((payment, error) -> guard(() -> {
                Duration wait = error == null ? watch.saw(payment) : watch.failed(ours(error));
                if (wait == null) {
                    result.complete(payment);
                } else {
                    after(core.async().sleep(wait), () -> look(transactionId, watch, options));
                }
            }));
        }

        private void after(CompletableFuture<Void> sleep, Runnable go) {
            hold(sleep);
            sleep.thenRun(() -> guard(go));
        }

        private void hold(CompletableFuture<?> awaited) {
            step = awaited;
            if (result.isDone()) {
                awaited.cancel(true);
            }
        }

        private void guard(Runnable work) {
            try {
                work.run();
            } catch (RuntimeException error) {
                result.completeExceptionally(error);
            }
        }

        private RenewalException ours(Throwable thrown) {
            Throwable error =
                    thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
            if (error instanceof RenewalException) {
                return (RenewalException) error;
            }
            throw new CompletionException(error);
        }
    }
}
