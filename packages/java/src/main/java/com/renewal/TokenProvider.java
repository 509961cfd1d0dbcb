package com.renewal;

import org.jspecify.annotations.Nullable;

/** Tokens from elsewhere: from a session, or from an identity provider of your own. */
@FunctionalInterface
public interface TokenProvider {
    /**
     * Gives the token of the next request. It is asked before every one, by several threads at once, and must not use
     * the client that it serves. For {@link AsyncRenewalClient} it is asked on a thread of its own.
     *
     * @param refused the token that the API refused last; null when it refused none
     * @return a token
     * @throws Exception whatever keeps it from giving one; the call fails with it as the cause
     */
    String token(@Nullable String refused) throws Exception;
}
