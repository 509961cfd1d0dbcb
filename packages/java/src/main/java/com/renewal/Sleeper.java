package com.renewal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** How a client waits between two tries. Another one lets tests run without waiting. */
@FunctionalInterface
public interface Sleeper {
    /**
     * Waits.
     *
     * @param wait for how long
     * @return completes when the time is over; cancelled when nobody waits any more
     */
    CompletableFuture<Void> sleep(Duration wait);

    /** {@return a sleeper that waits in real time and holds no thread meanwhile} */
    static Sleeper real() {
        return wait -> new CompletableFuture<Void>().completeOnTimeout(null, wait.toNanos(), TimeUnit.NANOSECONDS);
    }
}
