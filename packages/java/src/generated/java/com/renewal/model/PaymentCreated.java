// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.model;

import com.renewal.RawResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The document's {@code PaymentCreated}. */
public final class PaymentCreated extends Model {
    private final Boolean success;
    private final String transactionId;
    private final String paymentUrl;
    private final String message;

    private PaymentCreated(Map<String, ?> json, @Nullable RawResponse answer) {
        super(json, answer);
        this.success = Fields.required(json, "success", Fields.FLAG);
        this.transactionId = Fields.required(json, "transaction_id", Fields.TEXT);
        this.paymentUrl = Fields.required(json, "payment_url", Fields.TEXT);
        this.message = Fields.required(json, "message", Fields.TEXT);
    }

    /**
     * Reads one, for tests of your own code for instance.
     *
     * @param json fields by their names in the document: texts, BigDecimals or ints, Booleans, lists and maps
     * @return what they say
     * @throws IllegalArgumentException a field is missing, or not of its type
     */
    public static PaymentCreated of(Map<String, ?> json) {
        return new PaymentCreated(json, null);
    }

    /**
     * Reads one out of an answer.
     *
     * @param json fields by their names in the document
     * @param answer what they came in; null when in none
     * @return what they say
     * @throws IllegalArgumentException a field is missing, or not of its type
     */
    public static PaymentCreated of(Map<String, ?> json, @Nullable RawResponse answer) {
        return new PaymentCreated(json, answer);
    }

    /** {@return always true on 200; errors have their own shape} */
    public boolean success() {
        return success;
    }

    /** {@return our id of the order, made when it is created} */
    public String transactionId() {
        return transactionId;
    }

    /** {@return the checkout page. Send the person there} */
    public String paymentUrl() {
        return paymentUrl;
    }

    /** {@return A sentence for people} */
    public String message() {
        return message;
    }

    @Override
    Map<String, @Nullable Object> fields() {
        return Fields.of(
                "success", success,
                "transaction_id", transactionId,
                "payment_url", paymentUrl,
                "message", message);
    }
}
