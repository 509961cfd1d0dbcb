// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal;

import com.renewal.internal.Arguments;
import com.renewal.internal.Core;
import com.renewal.internal.Operations;
import com.renewal.model.CreatePaymentRequest;
import com.renewal.model.ListPaymentsParams;
import com.renewal.model.Payment;
import com.renewal.model.PaymentCreated;
import com.renewal.model.RefundPaymentRequest;
import java.util.concurrent.CompletableFuture;

/** Payment orders for membership renewal. */
public final class AsyncPayments extends HandwrittenAsyncPayments {
    AsyncPayments(Core core) {
        super(core);
    }

    /**
     * Create a payment order.
     *
     * <p>Creates a new payment order for membership renewal and answers the address of the checkout page, where
     * the
     * person pays.
     *
     * <p>{@code order_id} is yours and is the idempotency key, unique per user. The same order sent again
     * answers the same
     * bytes with {@code Idempotent-Replayed: true}; with other parameters it is refused with {@code
     * ORDER_ID_REUSED}.
     *
     * <p>Counts against the limit of 5 requests per hour per user, replays and invalid requests included.
     *
     * @param request what to send
     * @return the order stands; send the person to {@code payment_url}, later; cancelling it ends the call
     */
    public CompletableFuture<PaymentCreated> create(CreatePaymentRequest request) {
        return call(Operations.CREATE_PAYMENT, Arguments.NONE.body(request), RequestOptions.none());
    }

    /**
     * Create a payment order.
     *
     * <p>Creates a new payment order for membership renewal and answers the address of the checkout page, where
     * the
     * person pays.
     *
     * <p>{@code order_id} is yours and is the idempotency key, unique per user. The same order sent again
     * answers the same
     * bytes with {@code Idempotent-Replayed: true}; with other parameters it is refused with {@code
     * ORDER_ID_REUSED}.
     *
     * <p>Counts against the limit of 5 requests per hour per user, replays and invalid requests included.
     *
     * @param request what to send
     * @param options what this call decides for itself
     * @return the order stands; send the person to {@code payment_url}, later; cancelling it ends the call
     */
    public CompletableFuture<PaymentCreated> create(CreatePaymentRequest request, RequestOptions options) {
        return call(Operations.CREATE_PAYMENT, Arguments.NONE.body(request), options);
    }

    /**
     * Get a payment order.
     *
     * <p>One payment order by its {@code transaction_id}. A member sees its own orders, a merchant those of its
     * members;
     * anybody else's is answered as if it did not exist.
     *
     * @param transactionId the {@code transaction_id} that creating the order answered
     * @return the payment order, later; cancelling it ends the call
     */
    public CompletableFuture<Payment> get(String transactionId) {
        return call(Operations.GET_PAYMENT, Arguments.NONE.path("transaction_id", transactionId), RequestOptions.none());
    }

    /**
     * Get a payment order.
     *
     * <p>One payment order by its {@code transaction_id}. A member sees its own orders, a merchant those of its
     * members;
     * anybody else's is answered as if it did not exist.
     *
     * @param transactionId the {@code transaction_id} that creating the order answered
     * @param options what this call decides for itself
     * @return the payment order, later; cancelling it ends the call
     */
    @Override
    public CompletableFuture<Payment> get(String transactionId, RequestOptions options) {
        return call(Operations.GET_PAYMENT, Arguments.NONE.path("transaction_id", transactionId), options);
    }

    /**
     * Close an unpaid payment order.
     *
     * <p>Closes the order at the gateway first and then here, so that nobody can pay it any more. Closing a
     * closed
     * order answers it again. A payment that was already on its way still counts: the order then becomes {@code
     * paid}.
     *
     * @param transactionId the {@code transaction_id} that creating the order answered
     * @return the closed order, later; cancelling it ends the call
     */
    public CompletableFuture<Payment> close(String transactionId) {
        return call(Operations.CLOSE_PAYMENT, Arguments.NONE.path("transaction_id", transactionId), RequestOptions.none());
    }

    /**
     * Close an unpaid payment order.
     *
     * <p>Closes the order at the gateway first and then here, so that nobody can pay it any more. Closing a
     * closed
     * order answers it again. A payment that was already on its way still counts: the order then becomes {@code
     * paid}.
     *
     * @param transactionId the {@code transaction_id} that creating the order answered
     * @param options what this call decides for itself
     * @return the closed order, later; cancelling it ends the call
     */
    public CompletableFuture<Payment> close(String transactionId, RequestOptions options) {
        return call(Operations.CLOSE_PAYMENT, Arguments.NONE.path("transaction_id", transactionId), options);
    }

    /**
     * Refund a paid payment order.
     *
     * <p>Sends the money of a paid order back, all of it or a part, in the currency of the order, and answers
     * the order as
     * it then stands. When all of it went back the order is {@code refunded} and its renewal is taken back; a
     * refund of a part
     * leaves the membership as it is.
     *
     * <p>{@code refund_id} is yours and is the idempotency key, unique per order. The same refund sent again
     * moves no money a
     * second time and has the header {@code Idempotent-Replayed: true}; with another {@code amount} it is
     * refused with
     * {@code REFUND_ID_REUSED}. When the gateway does not answer, the refund is kept and carried out later: send
     * the same
     * request again to learn of it.
     *
     * @param transactionId the {@code transaction_id} that creating the order answered
     * @param request what to send
     * @return the money is on its way back, later; cancelling it ends the call
     */
    public CompletableFuture<Payment> refund(String transactionId, RefundPaymentRequest request) {
        return call(Operations.REFUND_PAYMENT, Arguments.NONE.path("transaction_id", transactionId).body(request), RequestOptions.none());
    }

    /**
     * Refund a paid payment order.
     *
     * <p>Sends the money of a paid order back, all of it or a part, in the currency of the order, and answers
     * the order as
     * it then stands. When all of it went back the order is {@code refunded} and its renewal is taken back; a
     * refund of a part
     * leaves the membership as it is.
     *
     * <p>{@code refund_id} is yours and is the idempotency key, unique per order. The same refund sent again
     * moves no money a
     * second time and has the header {@code Idempotent-Replayed: true}; with another {@code amount} it is
     * refused with
     * {@code REFUND_ID_REUSED}. When the gateway does not answer, the refund is kept and carried out later: send
     * the same
     * request again to learn of it.
     *
     * @param transactionId the {@code transaction_id} that creating the order answered
     * @param request what to send
     * @param options what this call decides for itself
     * @return the money is on its way back, later; cancelling it ends the call
     */
    public CompletableFuture<Payment> refund(String transactionId, RefundPaymentRequest request, RequestOptions options) {
        return call(Operations.REFUND_PAYMENT, Arguments.NONE.path("transaction_id", transactionId).body(request), options);
    }

    /**
     * List payment orders.
     *
     * <p>Payment orders, newest first, in pages. A member sees its own orders, a merchant those of all its
     * members.
     * Follow {@code next_cursor} until it is absent. Orders created while you page never shift what you have yet
     * to see.
     *
     * @return every item of all pages
     */
    public AsyncPages<Payment> list() {
        return pages(Operations.LIST_PAYMENTS, Arguments.NONE, RequestOptions.none());
    }

    /**
     * List payment orders.
     *
     * <p>Payment orders, newest first, in pages. A member sees its own orders, a merchant those of all its
     * members.
     * Follow {@code next_cursor} until it is absent. Orders created while you page never shift what you have yet
     * to see.
     *
     * @param params what to ask for
     * @return every item of all pages
     */
    public AsyncPages<Payment> list(ListPaymentsParams params) {
        return pages(Operations.LIST_PAYMENTS, Arguments.NONE.query(params), RequestOptions.none());
    }

    /**
     * List payment orders.
     *
     * <p>Payment orders, newest first, in pages. A member sees its own orders, a merchant those of all its
     * members.
     * Follow {@code next_cursor} until it is absent. Orders created while you page never shift what you have yet
     * to see.
     *
     * @param params what to ask for
     * @param options what this call decides for itself
     * @return every item of all pages
     */
    public AsyncPages<Payment> list(ListPaymentsParams params, RequestOptions options) {
        return pages(Operations.LIST_PAYMENTS, Arguments.NONE.query(params), options);
    }
}
