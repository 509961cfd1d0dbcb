package com.renewal.internal;

import com.renewal.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request of one try. */
final class Request {
    final String method;
    final String url;
    final Map<String, String> headers;
    final byte @Nullable [] body;
    /** Until the whole answer must be there. */
    final Duration timeout;
    /** What travels in it in confidence. */
    final List<Secret> secrets;

    Request(
            String method,
            String url,
            Map<String, String> headers,
            byte @Nullable [] body,
            Duration timeout,
            List<Secret> secrets) {
        this.method = method;
        this.url = url;
        this.headers = headers;
        this.body = body;
        this.timeout = timeout;
        this.secrets = secrets;
    }
}
