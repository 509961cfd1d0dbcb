// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal;

import com.renewal.internal.Arguments;
import com.renewal.internal.Core;
import com.renewal.internal.Operations;
import com.renewal.model.Token;
import com.renewal.model.TokenRequest;
import java.util.concurrent.CompletableFuture;

/** Short-lived access tokens for a merchant's server and for its members. */
public final class AsyncTokens extends HandwrittenAsyncTokens {
    AsyncTokens(Core core) {
        super(core);
    }

    /**
     * Get an access token.
     *
     * <p>Exchanges client credentials for an access token that is valid for 15 minutes.
     *
     * <p>With {@code user_id} the token is a member's: hand it, with its refresh token, to that member's app.
     * Without
     * {@code user_id} it is the merchant's own and reads the payments and memberships of all its members.
     *
     * <p>A refresh token works once and is answered with its successor. Using it again after more than 10
     * seconds
     * revokes the whole family, because a copy of it must be in other hands.
     *
     * <p>The body may be JSON or a form ({@code application/x-www-form-urlencoded}), as OAuth 2.0 clients send
     * it.
     *
     * @param request what to send
     * @return an access token, and for a member a refresh token too, later; cancelling it ends the call
     */
    @Override
    public CompletableFuture<Token> create(TokenRequest request) {
        return call(Operations.CREATE_TOKEN, Arguments.NONE.body(request), RequestOptions.none());
    }

    /**
     * Get an access token.
     *
     * <p>Exchanges client credentials for an access token that is valid for 15 minutes.
     *
     * <p>With {@code user_id} the token is a member's: hand it, with its refresh token, to that member's app.
     * Without
     * {@code user_id} it is the merchant's own and reads the payments and memberships of all its members.
     *
     * <p>A refresh token works once and is answered with its successor. Using it again after more than 10
     * seconds
     * revokes the whole family, because a copy of it must be in other hands.
     *
     * <p>The body may be JSON or a form ({@code application/x-www-form-urlencoded}), as OAuth 2.0 clients send
     * it.
     *
     * @param request what to send
     * @param options what this call decides for itself
     * @return an access token, and for a member a refresh token too, later; cancelling it ends the call
     */
    public CompletableFuture<Token> create(TokenRequest request, RequestOptions options) {
        return call(Operations.CREATE_TOKEN, Arguments.NONE.body(request), options);
    }
}
