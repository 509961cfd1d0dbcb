// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.model;

import org.jspecify.annotations.Nullable;

/** What to ask for with {@code getMembership}: get a membership. */
public final class GetMembershipParams extends RequestModel {
    private GetMembershipParams(Builder builder) {
        super(Fields.of(
                "user_id", builder.userId));
    }

    /** {@return a builder, which has nothing so far} */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link GetMembershipParams}. */
    public static final class Builder {
        private @Nullable String userId;

        private Builder() {}

        /**
         * Sets what may be absent.
         *
         * @param value whose membership. Required with a merchant's token; with a member's it can only be its
         *     own
         * @return this
         */
        public Builder userId(String value) {
            this.userId = value;
            return this;
        }

        /**
         * Makes the request.
         *
         * @return what was given
         * @throws com.renewal.errors.ConfigurationException something that is required is missing
         */
        public GetMembershipParams build() {
            return new GetMembershipParams(this);
        }
    }
}
