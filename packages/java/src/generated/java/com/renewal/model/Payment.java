// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.model;

import com.renewal.RawResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The document's {@code Payment}. */
public final class Payment extends Model {
    private final String transactionId;
    private final String orderId;
    private final String userId;
    private final PaymentStatus status;
    private final BigDecimal amount;
    private final String currency;
    private final String subject;
    private final String packageId;
    private final Integer months;
    private final @Nullable String paymentUrl;
    private final Instant createdAt;
    private final Instant updatedAt;
    private final Instant expiresAt;
    private final @Nullable Instant paidAt;
    private final @Nullable Instant closedAt;
    private final @Nullable Instant refundedAt;
    private final @Nullable BigDecimal refundedAmount;

    private Payment(Map<String, ?> json, @Nullable RawResponse answer) {
        super(json, answer);
        this.transactionId = Fields.required(json, "transaction_id", Fields.TEXT);
        this.orderId = Fields.required(json, "order_id", Fields.TEXT);
        this.userId = Fields.required(json, "user_id", Fields.TEXT);
        this.status = Fields.required(json, "status", Fields.TEXT.andThen(PaymentStatus::of));
        this.amount = Fields.required(json, "amount", Fields.DECIMAL);
        this.currency = Fields.required(json, "currency", Fields.TEXT);
        this.subject = Fields.required(json, "subject", Fields.TEXT);
        this.packageId = Fields.required(json, "package_id", Fields.TEXT);
        this.months = Fields.required(json, "months", Fields.INTEGER);
        this.paymentUrl = Fields.optional(json, "payment_url", Fields.TEXT);
        this.createdAt = Fields.required(json, "created_at", Fields.INSTANT);
        this.updatedAt = Fields.required(json, "updated_at", Fields.INSTANT);
        this.expiresAt = Fields.required(json, "expires_at", Fields.INSTANT);
        this.paidAt = Fields.optional(json, "paid_at", Fields.INSTANT);
        this.closedAt = Fields.optional(json, "closed_at", Fields.INSTANT);
        this.refundedAt = Fields.optional(json, "refunded_at", Fields.INSTANT);
        this.refundedAmount = Fields.optional(json, "refunded_amount", Fields.DECIMAL);
    }

    /**
     * Reads one, for tests of your own code for instance.
     *
     * @param json fields by their names in the document: texts, BigDecimals or ints, Booleans, lists and maps
     * @return what they say
     * @throws IllegalArgumentException a field is missing, or not of its type
     */
    public static Payment of(Map<String, ?> json) {
        return new Payment(json, null);
    }

    /**
     * Reads one out of an answer.
     *
     * @param json fields by their names in the document
     * @param answer what they came in; null when in none
     * @return what they say
     * @throws IllegalArgumentException a field is missing, or not of its type
     */
    public static Payment of(Map<String, ?> json, @Nullable RawResponse answer) {
        return new Payment(json, answer);
    }

    /** {@return our id of the order, made when it is created} */
    public String transactionId() {
        return transactionId;
    }

    /** {@return your own id of the order, unique per user. It is the idempotency key} */
    public String orderId() {
        return orderId;
    }

    /** {@return your id of the member} */
    public String userId() {
        return userId;
    }

    /**
     * {@return {@code creating}: the gateway is being asked. {@code pending}: the person can pay. {@code
     * failed}: a try was declined; another may follow. {@code closed}: nobody can pay it any more. {@code paid}:
     * the membership was renewed. {@code refunded}: the money went back and the renewal was taken back. A state
     * never moves backwards}
     */
    public PaymentStatus status() {
        return status;
    }

    /** {@return an amount of money in units of the currency, with at most the currency's decimals} */
    public BigDecimal amount() {
        return amount;
    }

    /** {@return an ISO 4217 code in capitals} */
    public String currency() {
        return currency;
    }

    /** {@return what the person reads on the checkout page} */
    public String subject() {
        return subject;
    }

    /** {@return the id of a package. The default ones are {@code monthly}, {@code quarterly} and {@code yearly}} */
    public String packageId() {
        return packageId;
    }

    /** {@return the months that this payment adds, as they were when the order was created} */
    public int months() {
        return months;
    }

    /** {@return the checkout page. Absent while the order is {@code creating}; null when absent} */
    public @Nullable String paymentUrl() {
        return paymentUrl;
    }

    /** {@return A moment in UTC, RFC 3339} */
    public Instant createdAt() {
        return createdAt;
    }

    /** {@return A moment in UTC, RFC 3339} */
    public Instant updatedAt() {
        return updatedAt;
    }

    /** {@return A moment in UTC, RFC 3339} */
    public Instant expiresAt() {
        return expiresAt;
    }

    /** {@return A moment in UTC, RFC 3339; null when absent} */
    public @Nullable Instant paidAt() {
        return paidAt;
    }

    /** {@return A moment in UTC, RFC 3339; null when absent} */
    public @Nullable Instant closedAt() {
        return closedAt;
    }

    /** {@return A moment in UTC, RFC 3339; null when absent} */
    public @Nullable Instant refundedAt() {
        return refundedAt;
    }

    /**
     * {@return how much of the money went back. Absent while none did; all of it when the order is {@code
     * refunded}; null when absent}
     */
    public @Nullable BigDecimal refundedAmount() {
        return refundedAmount;
    }

    @Override
    Map<String, @Nullable Object> fields() {
        return Fields.of(
                "transaction_id", transactionId,
                "order_id", orderId,
                "user_id", userId,
                "status", status,
                "amount", amount,
                "currency", currency,
                "subject", subject,
                "package_id", packageId,
                "months", months,
                "payment_url", paymentUrl,
                "created_at", createdAt,
                "updated_at", updatedAt,
                "expires_at", expiresAt,
                "paid_at", paidAt,
                "closed_at", closedAt,
                "refunded_at", refundedAt,
                "refunded_amount", refundedAmount);
    }
}
