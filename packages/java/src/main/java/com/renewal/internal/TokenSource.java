package com.renewal.internal;

import com.renewal.Secret;
import com.renewal.TokenProvider;
import com.renewal.errors.ErrorKind;
import com.renewal.errors.Failure;
import com.renewal.errors.RenewalException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ways to a token. */
public interface TokenSource {
    /**
     * Gives a token that is good to send.
     *
     * @param patience how long to wait for it; null without end
     * @return the token
     * @throws InterruptedException nobody waits any more
     */
    Secret get(@Nullable Duration patience) throws InterruptedException;

    /**
     * Gives a token that is good to send, later.
     *
     * @param patience how long to wait for it; null without end
     * @return the token; cancelling it concerns nobody else
     */
    CompletableFuture<Secret> getAsync(@Nullable Duration patience);

    /**
     * Notes that the API refused a token.
     *
     * @param token the token
     * @return whether the next one may be better
     */
    boolean refused(Secret token);

    /** Nothing was given, which is enough for what needs no token. */
    final class None implements TokenSource {
        @Override
        public Secret get(@Nullable Duration patience) {
            throw missing();
        }

        @Override
        public CompletableFuture<Secret> getAsync(@Nullable Duration patience) {
            return CompletableFuture.failedFuture(missing());
        }

        @Override
        public boolean refused(Secret token) {
            return false;
        }

        private static RenewalException missing() {
            return configuration(
                    "This call needs a token. Give the client clientId and clientSecret, token, refreshToken, or"
                            + " tokenProvider.");
        }
    }

    /** A token that was handed over, without the means to renew it. */
    final class Fixed implements TokenSource {
        private final Secret token;

        Fixed(String token) {
            this.token = sendable(token);
        }

        @Override
        public Secret get(@Nullable Duration patience) {
            return token;
        }

        @Override
        public CompletableFuture<Secret> getAsync(@Nullable Duration patience) {
            return CompletableFuture.completedFuture(token);
        }

        @Override
        public boolean refused(Secret refused) {
            return false;
        }
    }

    /** Tokens from the app's own function, which is asked before every request and keeps them itself. */
    final class Supplied implements TokenSource {
        private final TokenProvider provider;
        private volatile @Nullable Secret refused;

        Supplied(TokenProvider provider) {
            this.provider = provider;
        }

        @Override
        public Secret get(@Nullable Duration patience) throws InterruptedException {
            Secret last = refused;
            try {
                return sendable(provider.token(last == null ? null : last.reveal()));
            } catch (InterruptedException | RuntimeException error) {
                throw error;
            } catch (Exception error) {
                throw Failure.of(ErrorKind.CONFIGURATION, "The tokenProvider gave no token; the cause tells why.")
                        .cause(error)
                        .exception();
            }
        }

        @Override
        public CompletableFuture<Secret> getAsync(@Nullable Duration patience) {
            return CompletableFuture.supplyAsync(() -> {
                try {
                    return get(patience);
                } catch (InterruptedException error) {
                    throw new CompletionException(error);
                }
            });
        }

        @Override
        public boolean refused(Secret token) {
            refused = token;
            return true;
        }
    }

    /** What a header can carry. */
    Pattern SENDABLE = Pattern.compile("[\\x21-\\x7e]+");

    /**
     * Refuses what no header can carry, since the HTTP client would quote it in its complaint.
     *
     * @param token a token
     * @return the same, hidden
     */
    static Secret sendable(@Nullable String token) {
        if (token == null || !SENDABLE.matcher(token).matches()) {
            throw configuration("The token must be a text without spaces, line breaks or characters beyond ASCII.");
        }
        return Secret.of(token);
    }

    private static RenewalException configuration(String message) {
        return Failure.of(ErrorKind.CONFIGURATION, message).exception();
    }
}
