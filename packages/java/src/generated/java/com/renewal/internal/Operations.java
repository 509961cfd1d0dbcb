// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.internal;

import com.renewal.model.Membership;
import com.renewal.model.PackageList;
import com.renewal.model.Payment;
import com.renewal.model.PaymentCreated;
import com.renewal.model.PaymentList;
import com.renewal.model.Token;
import org.jspecify.annotations.Nullable;

/** What a client must know of each operation. */
public final class Operations {
    /** Where the API is when nobody says otherwise. */
    public static final String DEFAULT_BASE_URL = "https://api.example.com/v1";

    /** {@code POST /auth/token}. */
    public static final Operation<Token> CREATE_TOKEN =
            Operation.of("createToken", "POST", "/auth/token", Token::of)
                    .idempotent().confidential();

    /** {@code GET /packages}. */
    public static final Operation<PackageList> LIST_PACKAGES =
            Operation.of("listPackages", "GET", "/packages", PackageList::of)
                    .idempotent();

    /** {@code POST /payment/create}. */
    public static final Operation<PaymentCreated> CREATE_PAYMENT =
            Operation.of("createPayment", "POST", "/payment/create", PaymentCreated::of)
                    .idempotent().authenticated();

    /** {@code GET /payment/transaction_id}. */
    public static final Operation<Payment> GET_PAYMENT =
            Operation.of("getPayment", "GET", "/payment/{transaction_id}", Payment::of)
                    .idempotent().authenticated();

    /** {@code POST /payment/transaction_id/close}. */
    public static final Operation<Payment> CLOSE_PAYMENT =
            Operation.of("closePayment", "POST", "/payment/{transaction_id}/close", Payment::of)
                    .idempotent().authenticated();

    /** {@code POST /payment/transaction_id/refund}. */
    public static final Operation<Payment> REFUND_PAYMENT =
            Operation.of("refundPayment", "POST", "/payment/{transaction_id}/refund", Payment::of)
                    .idempotent().authenticated();

    /** {@code GET /payments}. */
    public static final Operation<PaymentList> LIST_PAYMENTS =
            Operation.of("listPayments", "GET", "/payments", PaymentList::of)
                    .idempotent().authenticated();

    /** {@code GET /membership}. */
    public static final Operation<Membership> GET_MEMBERSHIP =
            Operation.of("getMembership", "GET", "/membership", Membership::of)
                    .idempotent().authenticated();

    private Operations() {}

    /** An operation that answers nothing. */
    static Operation<@Nullable Void> nothing(String id, String method, String path) {
        return Operation.of(id, method, path);
    }
}
