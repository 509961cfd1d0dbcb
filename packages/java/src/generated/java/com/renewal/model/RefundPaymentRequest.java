// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What to send for {@code refundPayment}: refund a paid payment order. */
public final class RefundPaymentRequest extends RequestModel {
    private RefundPaymentRequest(Builder builder) {
        super(Fields.of(
                "refund_id", Fields.given(builder.refundId, "refundId"),
                "amount", builder.amount));
    }

    /** {@return a builder, which has nothing so far} */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link RefundPaymentRequest}. */
    public static final class Builder {
        private @Nullable String refundId;
        private @Nullable BigDecimal amount;

        private Builder() {}

        /**
         * Sets what is required.
         *
         * @param value your own id of the refund, unique per order. It is the idempotency key
         * @return this
         */
        public Builder refundId(String value) {
            this.refundId = value;
            return this;
        }

        /**
         * Sets what may be absent.
         *
         * @param value how much to send back, in the order's currency. Absent for all that is left
         * @return this
         */
        public Builder amount(BigDecimal value) {
            this.amount = value;
            return this;
        }

        /**
         * Sets what may be absent.
         *
         * @param value how much to send back, in the order's currency. Absent for all that is left
         * @return this
         * @throws com.renewal.errors.ConfigurationException these are no digits
         */
        public Builder amount(String value) {
            this.amount = Fields.amount("amount", value);
            return this;
        }

        /**
         * Makes the request.
         *
         * @return what was given
         * @throws com.renewal.errors.ConfigurationException something that is required is missing
         */
        public RefundPaymentRequest build() {
            return new RefundPaymentRequest(this);
        }
    }
}
