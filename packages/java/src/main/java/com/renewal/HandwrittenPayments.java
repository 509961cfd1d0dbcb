package com.renewal;

import com.renewal.errors.RenewalException;
import com.renewal.internal.Core;
import com.renewal.internal.Watch;
import com.renewal.model.Payment;
import java.time.Duration;
import java.util.function.Predicate;

/** Waiting for a payment. */
abstract class HandwrittenPayments extends Resource {
    static final Duration QUARTER_OF_AN_HOUR = Duration.ofMinutes(15);

    HandwrittenPayments(Core core) {
        super(core);
    }

    /**
     * Get a payment order.
     *
     * @param transactionId its transaction_id
     * @param options options of this call
     * @return the payment order
     */
    public abstract Payment get(String transactionId, RequestOptions options);

    /**
     * Waits for a quarter of an hour at most until a payment order is settled.
     *
     * @param transactionId what creating the order answered
     * @return the settled order: paid, closed, refunded, or in a state that this version does not know. {@code failed}
     *     is not the end, for the person may try again.
     * @throws com.renewal.errors.ApiTimeoutException the time has passed; call it again to go on waiting
     * @throws com.renewal.errors.NotFoundException {@code TRANSACTION_NOT_FOUND}
     */
    public Payment waitUntilSettled(String transactionId) {
        return waitUntilSettled(transactionId, QUARTER_OF_AN_HOUR);
    }

    /**
     * Waits until a payment order is settled.
     *
     * @param transactionId what creating the order answered
     * @param timeout how long to wait in all
     * @return the settled order
     * @throws com.renewal.errors.ApiTimeoutException the time has passed; call it again to go on waiting
     * @throws com.renewal.errors.NotFoundException {@code TRANSACTION_NOT_FOUND}
     */
    public Payment waitUntilSettled(String transactionId, Duration timeout) {
        return waitUntilSettled(transactionId, timeout, Watch::isSettled, RequestOptions.none());
    }

    /**
     * Waits for a payment order by asking for it again and again: after 1 s at first and 10 s in the end, and never
     * faster than the rate limit has room for.
     *
     * @param transactionId what creating the order answered
     * @param timeout how long to wait in all
     * @param until whether this is what you wait for
     * @param options options of each look
     * @return the order
     * @throws com.renewal.errors.ApiTimeoutException the time has passed; call it again to go on waiting
     * @throws com.renewal.errors.NotFoundException {@code TRANSACTION_NOT_FOUND}
     */
    public Payment waitUntilSettled(
            String transactionId, Duration timeout, Predicate<? super Payment> until, RequestOptions options) {
        Watch watch = new Watch(core.caller().settings(), timeout, until);
        while (true) {
            Payment payment;
            try {
                payment = get(transactionId, watch.options(options));
            } catch (RenewalException error) {
                core.caller().pause(watch.failed(error));
                continue;
            }
            Duration wait = watch.saw(payment);
            if (wait == null) {
                return payment;
            }
            core.caller().pause(wait);
        }
    }
}
