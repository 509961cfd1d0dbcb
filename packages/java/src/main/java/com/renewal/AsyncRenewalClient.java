package com.renewal;

import com.renewal.internal.Core;
import org.jspecify.annotations.Nullable;

/**
 * The API, for futures: {@link RenewalClient#async()}. No thread waits while a call is on its way.
 *
 * <pre>{@code
 * client.async().payments().get("TXN789012").thenAccept(payment -> System.out.println(payment.status()));
 * }</pre>
 *
 * <p>Whatever goes wrong, arguments included, is told by the future, as a {@link com.renewal.errors.RenewalException}
 * that {@code join} and its like wrap. Cancelling the future ends the call.
 */
public final class AsyncRenewalClient extends AsyncResources {
    private final Core core;

    AsyncRenewalClient(Core core) {
        super(core);
        this.core = core;
    }

    /** {@return the tightest rate limit, as the last answer told it; null before the first} */
    public @Nullable LimitState limitState() {
        return core.async().settings().limitState();
    }

    /**
     * Gives the same client with other options.
     *
     * @param options what is other
     * @return a client that shares tokens and connections with this one
     */
    public AsyncRenewalClient withOptions(RequestOptions options) {
        return new AsyncRenewalClient(core.with(options));
    }

    /** {@return where the API is, and no secret} */
    @Override
    public String toString() {
        return "AsyncRenewalClient{baseUrl=" + core.async().settings().baseUrl() + "}";
    }
}
