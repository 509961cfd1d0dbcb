// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.model;

import com.renewal.Page;
import com.renewal.RawResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The document's {@code PaymentList}. */
public final class PaymentList extends Model implements Page<Payment> {
    private final List<Payment> data;
    private final @Nullable String nextCursor;

    private PaymentList(Map<String, ?> json, @Nullable RawResponse answer) {
        super(json, answer);
        this.data = Fields.required(json, "data", Fields.list(Fields.object(item -> Payment.of(item, answer))));
        this.nextCursor = Fields.optional(json, "next_cursor", Fields.TEXT);
    }

    /**
     * Reads one, for tests of your own code for instance.
     *
     * @param json fields by their names in the document: texts, BigDecimals or ints, Booleans, lists and maps
     * @return what they say
     * @throws IllegalArgumentException a field is missing, or not of its type
     */
    public static PaymentList of(Map<String, ?> json) {
        return new PaymentList(json, null);
    }

    /**
     * Reads one out of an answer.
     *
     * @param json fields by their names in the document
     * @param answer what they came in; null when in none
     * @return what they say
     * @throws IllegalArgumentException a field is missing, or not of its type
     */
    public static PaymentList of(Map<String, ?> json, @Nullable RawResponse answer) {
        return new PaymentList(json, answer);
    }

    /** {@return payment orders, newest first} */
    @Override
    public List<Payment> data() {
        return data;
    }

    /** {@return send it as {@code cursor} for the next page. Absent on the last page; null when absent} */
    @Override
    public @Nullable String nextCursor() {
        return nextCursor;
    }

    @Override
    Map<String, @Nullable Object> fields() {
        return Fields.of(
                "data", data,
                "next_cursor", nextCursor);
    }
}
