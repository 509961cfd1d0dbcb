package com.renewal.internal;

import java.util.Map;

/** What a try brought, not yet understood. */
final class Received {
    final int status;
    /** By their names in small letters. */
    final Map<String, String> headers;

    final byte[] body;
    /** False when the connection ended before the body did. */
    final boolean complete;

    Received(int status, Map<String, String> headers, byte[] body, boolean complete) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.complete = complete;
    }
}
