// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.model;

import com.renewal.RawResponse;
import com.renewal.WebhookEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The document's {@code PaymentEvent}. */
public final class PaymentEvent extends Model implements WebhookEvent {
    private final String id;
    private final PaymentEventType type;
    private final String transactionId;
    private final String orderId;
    private final String userId;
    private final PaymentStatus status;
    private final BigDecimal amount;
    private final String currency;
    private final Instant timestamp;

    private PaymentEvent(Map<String, ?> json, @Nullable RawResponse answer) {
        super(json, answer);
        this.id = Fields.required(json, "id", Fields.TEXT);
        this.type = Fields.required(json, "type", Fields.TEXT.andThen(PaymentEventType::of));
        this.transactionId = Fields.required(json, "transaction_id", Fields.TEXT);
        this.orderId = Fields.required(json, "order_id", Fields.TEXT);
        this.userId = Fields.required(json, "user_id", Fields.TEXT);
        this.status = Fields.required(json, "status", Fields.TEXT.andThen(PaymentStatus::of));
        this.amount = Fields.required(json, "amount", Fields.DECIMAL);
        this.currency = Fields.required(json, "currency", Fields.TEXT);
        this.timestamp = Fields.required(json, "timestamp", Fields.INSTANT);
    }

    /**
     * Reads one, for tests of your own code for instance.
     *
     * @param json fields by their names in the document: texts, BigDecimals or ints, Booleans, lists and maps
     * @return what they say
     * @throws IllegalArgumentException a field is missing, or not of its type
     */
    public static PaymentEvent of(Map<String, ?> json) {
        return new PaymentEvent(json, null);
    }

    /**
     * Reads one out of an answer.
     *
     * @param json fields by their names in the document
     * @param answer what they came in; null when in none
     * @return what they say
     * @throws IllegalArgumentException a field is missing, or not of its type
     */
    public static PaymentEvent of(Map<String, ?> json, @Nullable RawResponse answer) {
        return new PaymentEvent(json, answer);
    }

    /** {@return the event's id, the same on every attempt} */
    public String id() {
        return id;
    }

    /** {@return what kind of event this is. Ignore kinds that you do not know} */
    public PaymentEventType type() {
        return type;
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

    /** {@return A moment in UTC, RFC 3339} */
    public Instant timestamp() {
        return timestamp;
    }

    @Override
    Map<String, @Nullable Object> fields() {
        return Fields.of(
                "id", id,
                "type", type,
                "transaction_id", transactionId,
                "order_id", orderId,
                "user_id", userId,
                "status", status,
                "amount", amount,
                "currency", currency,
                "timestamp", timestamp);
    }
}
