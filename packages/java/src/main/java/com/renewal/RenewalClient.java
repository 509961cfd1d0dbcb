package com.renewal;

import com.renewal.internal.Core;
import org.jspecify.annotations.Nullable;

/**
 * The API, for threads that wait; {@link #async()} is the same for futures. Make one per member, or one per merchant,
 * and keep it: it holds the token, renews it, and may be used by any number of threads.
 *
 * <pre>{@code
 * try (RenewalClient client = RenewalClient.builder().userId("user_42").build()) {
 *     PaymentCreated order = client.payments()
 *             .create(CreatePaymentRequest.builder().orderId("ORD123456").amount("99.99").build());
 *     System.out.println(order.paymentUrl());
 * }
 * }</pre>
 *
 * <p>A thread that is interrupted ends its call with a {@link com.renewal.errors.CancelledException}.
 */
public final class RenewalClient extends Resources implements AutoCloseable {
    private final Core core;
    private final AsyncRenewalClient async;

    RenewalClient(Core core) {
        super(core);
        this.core = core;
        this.async = new AsyncRenewalClient(core);
    }

    /**
     * Begins a client. Without clientId and clientSecret they are {@code RENEWAL_CLIENT_ID} and
     * {@code RENEWAL_CLIENT_SECRET} of the environment.
     *
     * @return a builder
     */
    public static RenewalClientBuilder builder() {
        return new RenewalClientBuilder();
    }

    /** {@return the same client for futures: it shares tokens and connections with this one} */
    public AsyncRenewalClient async() {
        return async;
    }

    /** {@return the tightest rate limit, as the last answer told it; null before the first} */
    public @Nullable LimitState limitState() {
        return core.caller().settings().limitState();
    }

    /**
     * Gives the same client with other options.
     *
     * @param options what is other
     * @return a client that shares tokens and connections with this one
     */
    public RenewalClient withOptions(RequestOptions options) {
        return new RenewalClient(core.with(options));
    }

    /** Refuses further calls and lets go of the connections. A client that was given as httpClient stays open. */
    @Override
    public void close() {
        core.close();
    }

    /** {@return where the API is, and no secret} */
    @Override
    public String toString() {
        return "RenewalClient{baseUrl=" + core.caller().settings().baseUrl() + "}";
    }
}
