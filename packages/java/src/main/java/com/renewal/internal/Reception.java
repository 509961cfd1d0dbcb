package com.renewal.internal;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Takes one answer in. The JDK's own timeout ends with the headers; this one watches over the body too. */
final class Reception implements BodyHandler<Boolean>, BodySubscriber<Boolean> {
    private final long end;
    /** True for a whole body, false for one that broke off; it fails when the time is over. */
    private final CompletableFuture<Boolean> body = new CompletableFuture<>();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private volatile @Nullable ResponseInfo head;

    Reception(long timeoutNanos) {
        this.end = System.nanoTime() + timeoutNanos;
    }

    @Override
    public BodySubscriber<Boolean> apply(ResponseInfo info) {
        head = info;
        return this;
    }

    @Override
    public CompletionStage<Boolean> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        body.orTimeout(Math.max(end - System.nanoTime(), 1), TimeUnit.NANOSECONDS)
                .whenComplete((whole, error) -> {
                    if (error != null) {
                        subscription.cancel();
                    }
                });
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] chunk = new byte[buffer.remaining()];
            buffer.get(chunk);
            bytes.writeBytes(chunk);
        }
    }

    @Override
    public void onError(Throwable error) {
        body.complete(false);
    }

    @Override
    public void onComplete() {
        body.complete(true);
    }

    /** Nobody waits any more. */
    void abandon() {
        body.cancel(false);
    }

    boolean isLate() {
        return body.isCompletedExceptionally()
                && body.handle((whole, error) -> error instanceof TimeoutException)
                        .join();
    }

    /** What came, as far as it came; null without headers. */
    @Nullable
    Received received(boolean complete) {
        ResponseInfo known = head;
        if (known == null) {
            return null;
        }
        Map<String, String> headers = new HashMap<>();
        known.headers()
                .map()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        synchronized (this) {
            return new Received(known.statusCode(), headers, bytes.toByteArray(), complete);
        }
    }
}
