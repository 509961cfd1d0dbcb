// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.model;

import com.renewal.RawResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one payment added. */
public final class MembershipPeriod extends Model {
    private final String transactionId;
    private final String orderId;
    private final String packageId;
    private final Integer months;
    private final BigDecimal amount;
    private final String currency;
    private final Instant paidAt;
    private final Instant startsAt;
    private final Instant endsAt;

    private MembershipPeriod(Map<String, ?> json, @Nullable RawResponse answer) {
        super(json, answer);
        this.transactionId = Fields.required(json, "transaction_id", Fields.TEXT);
        this.orderId = Fields.required(json, "order_id", Fields.TEXT);
        this.packageId = Fields.required(json, "package_id", Fields.TEXT);
        this.months = Fields.required(json, "months", Fields.INTEGER);
        this.amount = Fields.required(json, "amount", Fields.DECIMAL);
        this.currency = Fields.required(json, "currency", Fields.TEXT);
        this.paidAt = Fields.required(json, "paid_at", Fields.INSTANT);
        this.startsAt = Fields.required(json, "starts_at", Fields.INSTANT);
        this.endsAt = Fields.required(json, "ends_at", Fields.INSTANT);
    }

    /**
     * Reads one, for tests of your own code for instance.
     *
     * @param json fields by their names in the document: texts, BigDecimals or ints, Booleans, lists and maps
     * @return what they say
     * @throws IllegalArgumentException a field is missing, or not of its type
     */
    public static MembershipPeriod of(Map<String, ?> json) {
        return new MembershipPeriod(json, null);
    }

    /**
     * Reads one out of an answer.
     *
     * @param json fields by their names in the document
     * @param answer what they came in; null when in none
     * @return what they say
     * @throws IllegalArgumentException a field is missing, or not of its type
     */
    public static MembershipPeriod of(Map<String, ?> json, @Nullable RawResponse answer) {
        return new MembershipPeriod(json, answer);
    }

    /** {@return our id of the order, made when it is created} */
    public String transactionId() {
        return transactionId;
    }

    /** {@return your own id of the order, unique per user. It is the idempotency key} */
    public String orderId() {
        return orderId;
    }

    /** {@return the id of a package. The default ones are {@code monthly}, {@code quarterly} and {@code yearly}} */
    public String packageId() {
        return packageId;
    }

    /** {@return the calendar months that the payment added} */
    public int months() {
        return months;
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
    public Instant paidAt() {
        return paidAt;
    }

    /** {@return A moment in UTC, RFC 3339} */
    public Instant startsAt() {
        return startsAt;
    }

    /** {@return A moment in UTC, RFC 3339} */
    public Instant endsAt() {
        return endsAt;
    }

    @Override
    Map<String, @Nullable Object> fields() {
        return Fields.of(
                "transaction_id", transactionId,
                "order_id", orderId,
                "package_id", packageId,
                "months", months,
                "amount", amount,
                "currency", currency,
                "paid_at", paidAt,
                "starts_at", startsAt,
                "ends_at", endsAt);
    }
}
