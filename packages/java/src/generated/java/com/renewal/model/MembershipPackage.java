// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.model;

import com.renewal.RawResponse;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The document's {@code Package}. */
public final class MembershipPackage extends Model {
    private final String id;
    private final String name;
    private final Integer months;
    private final BigDecimal amount;
    private final String currency;

    private MembershipPackage(Map<String, ?> json, @Nullable RawResponse answer) {
        super(json, answer);
        this.id = Fields.required(json, "id", Fields.TEXT);
        this.name = Fields.required(json, "name", Fields.TEXT);
        this.months = Fields.required(json, "months", Fields.INTEGER);
        this.amount = Fields.required(json, "amount", Fields.DECIMAL);
        this.currency = Fields.required(json, "currency", Fields.TEXT);
    }

    /**
     * Reads one, for tests of your own code for instance.
     *
     * @param json fields by their names in the document: texts, BigDecimals or ints, Booleans, lists and maps
     * @return what they say
     * @throws IllegalArgumentException a field is missing, or not of its type
     */
    public static MembershipPackage of(Map<String, ?> json) {
        return new MembershipPackage(json, null);
    }

    /**
     * Reads one out of an answer.
     *
     * @param json fields by their names in the document
     * @param answer what they came in; null when in none
     * @return what they say
     * @throws IllegalArgumentException a field is missing, or not of its type
     */
    public static MembershipPackage of(Map<String, ?> json, @Nullable RawResponse answer) {
        return new MembershipPackage(json, answer);
    }

    /** {@return the id of a package. The default ones are {@code monthly}, {@code quarterly} and {@code yearly}} */
    public String id() {
        return id;
    }

    /** {@return A name for people} */
    public String name() {
        return name;
    }

    /** {@return by how many calendar months a payment moves the membership forward} */
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

    @Override
    Map<String, @Nullable Object> fields() {
        return Fields.of(
                "id", id,
                "name", name,
                "months", months,
                "amount", amount,
                "currency", currency);
    }
}
