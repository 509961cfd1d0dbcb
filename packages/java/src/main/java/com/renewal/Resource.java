package com.renewal;

import com.renewal.internal.Arguments;
import com.renewal.internal.Core;
import com.renewal.internal.Operation;

/** What the generated resources stand on. */
abstract class Resource {
    final Core core;

    Resource(Core core) {
        this.core = core;
    }

    <T> T call(Operation<T> operation, Arguments arguments, RequestOptions options) {
        return core.caller().call(operation, arguments, options);
    }

    <T> Pages<T> pages(Operation<? extends Page<T>> operation, Arguments arguments, RequestOptions options) {
        return new Pages<>(turned -> call(operation, turned, options), arguments);
    }
}
