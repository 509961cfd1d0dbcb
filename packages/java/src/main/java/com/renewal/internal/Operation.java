package com.renewal.internal;

import com.renewal.RawResponse;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a client must know of an operation.
 *
 * @param <T> what it answers
 */
public final class Operation<T> {
    final String id;
    final String method;
    final String path;
    boolean idempotent;
    boolean authenticated;
    boolean confidential;
    private @Nullable BiFunction<Map<String, ?>, RawResponse, T> reader;

    private Operation(String id, String method, String path) {
        this.id = id;
        this.method = method;
        this.path = path;
    }

    /**
     * An operation that answers nothing.
     *
     * @param id its id in the document
     * @param method its HTTP method
     * @param path its path, with names in braces
     * @return the operation
     */
    public static Operation<@Nullable Void> of(String id, String method, String path) {
        return new Operation<>(id, method, path);
    }

    /**
     * An operation that answers a JSON object.
     *
     * @param id its id in the document
     * @param method its HTTP method
     * @param path its path, with names in braces
     * @param reader makes a model of the object
     * @param <T> the model
     * @return the operation
     */
    public static <T> Operation<T> of(
            String id, String method, String path, BiFunction<Map<String, ?>, RawResponse, T> reader) {
        Operation<T> operation = new Operation<>(id, method, path);
        operation.reader = reader;
        return operation;
    }

    /** {@return this, with {@code x-idempotent}: it may be tried again} */
    public Operation<T> idempotent() {
        idempotent = true;
        return this;
    }

    /** {@return this, which needs a token} */
    public Operation<T> authenticated() {
        authenticated = true;
        return this;
    }

    /** {@return this, whose answer has secrets in it and must not be quoted} */
    public Operation<T> confidential() {
        confidential = true;
        return this;
    }

    boolean answersNothing() {
        return reader == null;
    }

    T read(Map<String, ?> json, RawResponse answer) {
        return Objects.requireNonNull(reader).apply(json, answer);
    }
}
