// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What to send for {@code createPayment}: create a payment order. */
public final class CreatePaymentRequest extends RequestModel {
    private CreatePaymentRequest(Builder builder) {
        super(Fields.of(
                "order_id", Fields.given(builder.orderId, "orderId"),
                "amount", Fields.given(builder.amount, "amount"),
                "currency", builder.currency,
                "subject", builder.subject,
                "return_url", builder.returnUrl,
                "notify_url", builder.notifyUrl));
    }

    /** {@return a builder, which has nothing so far} */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link CreatePaymentRequest}. */
    public static final class Builder {
        private @Nullable String orderId;
        private @Nullable BigDecimal amount;
        private @Nullable String currency;
        private @Nullable String subject;
        private @Nullable String returnUrl;
        private @Nullable String notifyUrl;

        private Builder() {}

        /**
         * Sets what is required.
         *
         * @param value your own id of the order, unique per user. It is the idempotency key
         * @return this
         */
        public Builder orderId(String value) {
            this.orderId = value;
            return this;
        }

        /**
         * Sets what is required.
         *
         * @param value an amount of money in units of the currency, with at most the currency's decimals
         * @return this
         */
        public Builder amount(BigDecimal value) {
            this.amount = value;
            return this;
        }

        /**
         * Sets what is required.
         *
         * @param value an amount of money in units of the currency, with at most the currency's decimals
         * @return this
         * @throws com.renewal.errors.ConfigurationException these are no digits
         */
        public Builder amount(String value) {
            this.amount = Fields.amount("amount", value);
            return this;
        }

        /**
         * Sets what may be absent.
         *
         * @param value an ISO 4217 code in capitals. CNY when absent
         * @return this
         */
        public Builder currency(String value) {
            this.currency = value;
            return this;
        }

        /**
         * Sets what may be absent.
         *
         * @param value what the person reads on the checkout page. It never chooses the package; the amount
         *     does. Membership Renewal when absent
         * @return this
         */
        public Builder subject(String value) {
            this.subject = value;
            return this;
        }

        /**
         * Sets what may be absent.
         *
         * @param value an absolute http or https address
         * @return this
         */
        public Builder returnUrl(String value) {
            this.returnUrl = value;
            return this;
        }

        /**
         * Sets what may be absent.
         *
         * @param value an absolute http or https address
         * @return this
         */
        public Builder notifyUrl(String value) {
            this.notifyUrl = value;
            return this;
        }

        /**
         * Makes the request.
         *
         * @return what was given
         * @throws com.renewal.errors.ConfigurationException something that is required is missing
         */
        public CreatePaymentRequest build() {
            return new CreatePaymentRequest(this);
        }
    }
}
