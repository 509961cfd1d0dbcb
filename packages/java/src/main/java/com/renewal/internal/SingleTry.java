package com.renewal.internal;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A body that the JDK's client sends once. It would send a GET again by itself when a kept connection is reset, which
 * nobody would count. For each sending it asks for the length of the body, so a second question means a second sending.
 */
final class SingleTry implements BodyPublisher {
    /** How often the JDK at hand asks for each sending; 0 until an answer has told. */
    static final class Habit {
        private final AtomicInteger questions = new AtomicInteger();

        private boolean isExceededBy(int asked) {
            int usual = questions.get();
            return usual > 0 && asked > usual;
        }

        private void learn(int asked) {
            questions.accumulateAndGet(asked, (known, seen) -> known == 0 ? seen : Math.min(known, seen));
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
