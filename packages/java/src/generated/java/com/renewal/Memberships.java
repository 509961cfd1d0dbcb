// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal;

import com.renewal.internal.Arguments;
import com.renewal.internal.Core;
import com.renewal.internal.Operations;
import com.renewal.model.GetMembershipParams;
import com.renewal.model.Membership;

/** How long a membership lasts, and which payments made it so. */
public final class Memberships extends Resource {
    Memberships(Core core) {
        super(core);
    }

    /**
     * Get a membership.
     *
     * <p>How long the membership lasts and which payments made it so. A member reads its own; a merchant names
     * one of
     * its members by {@code user_id}. Somebody who never paid has the status {@code none} and an empty history.
     *
     * <pre>{@code
     * Membership answer = client.memberships().get();
     * }</pre>
     *
     * @return the membership
     * @throws com.renewal.errors.ValidationException {@code VALIDATION_ERROR}
     * @throws com.renewal.errors.AuthenticationException {@code INVALID_TOKEN}
     * @throws com.renewal.errors.PermissionDeniedException {@code FORBIDDEN}, {@code HTTPS_REQUIRED}
     * @throws com.renewal.errors.RateLimitException {@code RATE_LIMIT_EXCEEDED}
     * @throws com.renewal.errors.ServerException {@code INTERNAL_ERROR}, {@code SERVICE_UNAVAILABLE}
     */
    public Membership get() {
        return call(Operations.GET_MEMBERSHIP, Arguments.NONE, RequestOptions.none());
    }

    /**
     * Get a membership.
     *
     * <p>How long the membership lasts and which payments made it so. A member reads its own; a merchant names
     * one of
     * its members by {@code user_id}. Somebody who never paid has the status {@code none} and an empty history.
     *
     * <pre>{@code
     * Membership answer = client.memberships().get();
     * }</pre>
     *
     * @param params what to ask for
     * @return the membership
     * @throws com.renewal.errors.ValidationException {@code VALIDATION_ERROR}
     * @throws com.renewal.errors.AuthenticationException {@code INVALID_TOKEN}
     * @throws com.renewal.errors.PermissionDeniedException {@code FORBIDDEN}, {@code HTTPS_REQUIRED}
     * @throws com.renewal.errors.RateLimitException {@code RATE_LIMIT_EXCEEDED}
     * @throws com.renewal.errors.ServerException {@code INTERNAL_ERROR}, {@code SERVICE_UNAVAILABLE}
     */
    public Membership get(GetMembershipParams params) {
        return call(Operations.GET_MEMBERSHIP, Arguments.NONE.query(params), RequestOptions.none());
    }

    /**
     * Get a membership.
     *
     * <p>How long the membership lasts and which payments made it so. A member reads its own; a merchant names
     * one of
     * its members by {@code user_id}. Somebody who never paid has the status {@code none} and an empty history.
     *
     * <pre>{@code
     * Membership answer = client.memberships().get();
     * }</pre>
     *
     * @param params what to ask for
     * @param options what this call decides for itself
     * @return the membership
     * @throws com.renewal.errors.ValidationException {@code VALIDATION_ERROR}
     * @throws com.renewal.errors.AuthenticationException {@code INVALID_TOKEN}
     * @throws com.renewal.errors.PermissionDeniedException {@code FORBIDDEN}, {@code HTTPS_REQUIRED}
     * @throws com.renewal.errors.RateLimitException {@code RATE_LIMIT_EXCEEDED}
     * @throws com.renewal.errors.ServerException {@code INTERNAL_ERROR}, {@code SERVICE_UNAVAILABLE}
     */
    public Membership get(GetMembershipParams params, RequestOptions options) {
        return call(Operations.GET_MEMBERSHIP, Arguments.NONE.query(params), options);
    }
}
