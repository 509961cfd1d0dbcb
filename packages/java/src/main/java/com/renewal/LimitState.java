package com.renewal;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A rate limit, as the {@code X-RateLimit-*} headers of an answer told it. */
public final class LimitState implements Serializable {
    private static final long serialVersionUID = 1;

    private final long limit;
    private final long remaining;
    private final Instant resetAt;

    /**
     * Describes a limit.
     *
     * @param limit how many requests its window allows
     * @param remaining how many of them are left
     * @param resetAt when the oldest counted request leaves the window
     */
    public LimitState(long limit, long remaining, Instant resetAt) {
        this.limit = limit;
        this.remaining = remaining;
        this.resetAt = resetAt;
    }

    /** {@return how many requests the window allows} */
    public long limit() {
        return limit;
    }

    /** {@return how many of them are left} */
    public long remaining() {
        return remaining;
    }

    /** {@return when the oldest counted request leaves the window} */
    public Instant resetAt() {
        return resetAt;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof LimitState)) {
            return false;
        }
        LimitState that = (LimitState) other;
        return limit == that.limit && remaining == that.remaining && resetAt.equals(that.resetAt);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(limit * 31 + remaining) * 31 + resetAt.hashCode();
    }

    @Override
    public String toString() {
        return "LimitState{limit=" + limit + ", remaining=" + remaining + ", resetAt=" + resetAt + "}";
    }
}
