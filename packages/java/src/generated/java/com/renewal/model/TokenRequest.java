// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.model;

import com.renewal.Secret;
import org.jspecify.annotations.Nullable;

/** What to send for {@code createToken}: get an access token. */
public final class TokenRequest extends RequestModel {
    private TokenRequest(Builder builder) {
        super(Fields.of(
                "grant_type", Fields.given(builder.grantType, "grantType"),
                "client_id", builder.clientId,
                "client_secret", builder.clientSecret,
                "user_id", builder.userId,
                "refresh_token", builder.refreshToken));
    }

    /** {@return a builder, which has nothing so far} */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link TokenRequest}. */
    public static final class Builder {
        private @Nullable TokenRequestGrantType grantType;
        private @Nullable String clientId;
        private @Nullable Secret clientSecret;
        private @Nullable String userId;
        private @Nullable Secret refreshToken;

        private Builder() {}

        /**
         * Sets what is required.
         *
         * @param value {@code client_credentials} with {@code client_id} and {@code client_secret}, or {@code
         *     refresh_token} with {@code refresh_token}
         * @return this
         */
        public Builder grantType(TokenRequestGrantType value) {
            this.grantType = value;
            return this;
        }

        /**
         * Sets what may be absent.
         *
         * @param value your client id. Required for {@code client_credentials}
         * @return this
         */
        public Builder clientId(String value) {
            this.clientId = value;
            return this;
        }

        /**
         * Sets what may be absent.
         *
         * @param value your client secret. Required for {@code client_credentials}. Keep it on your server
         * @return this
         */
        public Builder clientSecret(Secret value) {
            this.clientSecret = value;
            return this;
        }

        /**
         * Sets what may be absent.
         *
         * @param value your client secret. Required for {@code client_credentials}. Keep it on your server
         * @return this
         */
        public Builder clientSecret(String value) {
            this.clientSecret = Secret.of(value);
            return this;
        }

        /**
         * Sets what may be absent.
         *
         * @param value your id of the member
         * @return this
         */
        public Builder userId(String value) {
            this.userId = value;
            return this;
        }

        /**
         * Sets what may be absent.
         *
         * @param value the refresh token of the answer before. Required for {@code refresh_token}
         * @return this
         */
        public Builder refreshToken(Secret value) {
            this.refreshToken = value;
            return this;
        }

        /**
         * Sets what may be absent.
         *
         * @param value the refresh token of the answer before. Required for {@code refresh_token}
         * @return this
         */
        public Builder refreshToken(String value) {
            this.refreshToken = Secret.of(value);
            return this;
        }

        /**
         * Makes the request.
         *
         * @return what was given
         * @throws com.renewal.errors.ConfigurationException something that is required is missing
         */
        public TokenRequest build() {
            return new TokenRequest(this);
        }
    }
}
