package com.renewal;

import com.renewal.internal.Arguments;
import com.renewal.internal.Core;
import com.renewal.internal.Operation;
import com.renewal.model.Token;
import com.renewal.model.TokenRequest;
import com.renewal.model.TokenRequestGrantType;
import java.util.concurrent.CompletableFuture;

/** Tokens for others, with the client's own credentials unless the request has some. */
abstract class HandwrittenAsyncTokens extends AsyncResource {
    HandwrittenAsyncTokens(Core core) {
        super(core);
    }

    /**
     * Get an access token.
     *
     * @param request what to send
     * @return the token
     */
    public abstract CompletableFuture<Token> create(TokenRequest request);

    /**
     * Gets a token for a member, with the client's own credentials: hand it, with its refresh token, to the member's
     * app. The client fetches its own tokens by itself.
     *
     * @param userId your id of the member
     * @return the token
     */
    public CompletableFuture<Token> createForMember(String userId) {
        return create(TokenRequest.builder()
                .grantType(TokenRequestGrantType.CLIENT_CREDENTIALS)
                .userId(userId)
                .build());
    }

    @Override
    final <T> CompletableFuture<T> call(Operation<T> operation, Arguments arguments, RequestOptions options) {
        return super.call(operation, core.withCredentials(arguments), options);
    }
}
