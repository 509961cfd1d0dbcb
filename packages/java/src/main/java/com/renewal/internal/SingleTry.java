package com.renewal.internal;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A body that the JDK's client sends once. It would send a GET again by itself when a connection is reset, which nobody
 * would count. For each sending it asks for the length of the body, so a second question means a second sending.
 */
final class SingleTry implements BodyPublisher {
    /** How often the JDK at hand asks for each sending: once, as all that were looked at do. */
    static final class Habit {
        /** So many tries may break in this way before the first answer; then it is the JDK and not the network. */
        private static final int DOUBTS = 5;

        private final AtomicInteger usual = new AtomicInteger(1);
        private final AtomicInteger doubts = new AtomicInteger();
        private volatile boolean proven;

        private boolean isExceededBy(int asked) {
            if (asked <= usual.get()) {
                return false;
            }
            if (!proven && doubts.incrementAndGet() > DOUBTS) {
                usual.set(asked);
                return false;
            }
            return true;
        }

        private void learn(int asked) {
            proven = true;
            usual.accumulateAndGet(asked, Math::min);
        }
    }

    private final BodyPublisher bytes;
    private final Habit habit;
    private final AtomicInteger asked = new AtomicInteger();

    SingleTry(byte @Nullable [] body, Habit habit) {
        this.bytes = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
        this.habit = habit;
    }

    @Override
    public long contentLength() {
        if (habit.isExceededBy(asked.incrementAndGet())) {
            throw new IllegalStateException("The connection was reset; whether to try again is decided above.");
        }
        return bytes.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        bytes.subscribe(subscriber);
    }

    /** An answer came: so many questions belong to one sending. */
    void answered() {
        habit.learn(asked.get());
    }
}
