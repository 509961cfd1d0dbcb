package com.renewal;

import com.renewal.internal.Limits;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer behind a value, for what the value does not tell. */
public final class RawResponse {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final int attempts;

    /**
     * Describes an answer.
     *
     * @param status the HTTP status
     * @param headers the headers by their names in small letters
     * @param body the body as it came
     * @param attempts how many times the request was sent
     */
    public RawResponse(int status, Map<String, String> headers, byte[] body, int attempts) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body.clone();
        this.attempts = attempts;
    }

    /** {@return the HTTP status} */
    public int status() {
        return status;
    }

    /** {@return the headers by their names in small letters} */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * Tells a header.
     *
     * @param name its name, in any spelling
     * @return its value; null when the answer has none
     */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** {@return the body as it came; it may hold tokens} */
    public byte[] body() {
        return body.clone();
    }

    /** {@return how many times the request was sent} */
    public int attempts() {
        return attempts;
    }

    /** {@return what names the request in the API's logs; null when the answer does not tell} */
    public @Nullable String requestId() {
        return header("X-Request-Id");
    }

    /** {@return whether the order existed already, so that nothing new was created} */
    public boolean replayed() {
        return "true".equals(header("Idempotent-Replayed"));
    }

    /** {@return the tightest rate limit that applied; null when the answer does not tell} */
    public @Nullable LimitState limitState() {
        return Limits.read(headers);
    }

    @Override
    public String toString() {
        return "RawResponse{status=" + status + ", attempts=" + attempts + ", requestId=" + requestId() + "}";
    }
}
