package com.renewal;

import com.renewal.internal.Arguments;
import com.renewal.internal.Core;
import com.renewal.internal.Operation;
import java.util.concurrent.CompletableFuture;

/** What the generated resources stand on. */
abstract class AsyncResource {
    final Core core;

    AsyncResource(Core core) {
        this.core = core;
    }

    <T> CompletableFuture<T> call(Operation<T> operation, Arguments arguments, RequestOptions options) {
        return core.async().call(operation, arguments, options);
    }

    <T> AsyncPages<T> pages(Operation<? extends Page<T>> operation, Arguments arguments, RequestOptions options) {
        return new AsyncPages<>(turned -> call(operation, turned, options), arguments);
    }
}
