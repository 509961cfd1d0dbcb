// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.model;

import org.jspecify.annotations.Nullable;

/** What to ask for with {@code listPayments}: list payment orders. */
public final class ListPaymentsParams extends RequestModel {
    private ListPaymentsParams(Builder builder) {
        super(Fields.of(
                "limit", builder.limit,
                "cursor", builder.cursor,
                "status", builder.status,
                "order_id", builder.orderId));
    }

    /** {@return a builder, which has nothing so far} */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link ListPaymentsParams}. */
    public static final class Builder {
        private @Nullable Integer limit;
        private @Nullable String cursor;
        private @Nullable PaymentStatusFilter status;
        private @Nullable String orderId;

        private Builder() {}

        /**
         * Sets what may be absent.
         *
         * @param value how many orders a page holds at most. 20 when absent
         * @return this
         */
        public Builder limit(Integer value) {
            this.limit = value;
            return this;
        }

        /**
         * Sets what may be absent.
         *
         * @param value the {@code next_cursor} of the page before
         * @return this
         */
        public Builder cursor(String value) {
            this.cursor = value;
            return this;
        }

        /**
         * Sets what may be absent.
         *
         * @param value only orders in this state
         * @return this
         */
        public Builder status(PaymentStatusFilter value) {
            this.status = value;
            return this;
        }

        /**
         * Sets what may be absent.
         *
         * @param value only the orders with this order id
         * @return this
         */
        public Builder orderId(String value) {
            this.orderId = value;
            return this;
        }

        /**
         * Makes the request.
         *
         * @return what was given
         * @throws com.renewal.errors.ConfigurationException something that is required is missing
         */
        public ListPaymentsParams build() {
            return new ListPaymentsParams(this);
        }
    }
}
