// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal;

import com.renewal.internal.Arguments;
import com.renewal.internal.Core;
import com.renewal.internal.Operations;
import com.renewal.model.PackageList;
import java.util.concurrent.CompletableFuture;

/** What can be bought, and at what price. */
public final class AsyncPackages extends AsyncResource {
    AsyncPackages(Core core) {
        super(core);
    }

    /**
     * List the membership packages.
     *
     * <p>The packages that can be bought now, cheapest first. No token is needed. A payment order must carry the
     * exact
     * {@code amount} and {@code currency} of one of them.
     *
     * @return the active packages, later; cancelling it ends the call
     */
    public CompletableFuture<PackageList> list() {
        return call(Operations.LIST_PACKAGES, Arguments.NONE, RequestOptions.none());
    }

    /**
     * List the membership packages.
     *
     * <p>The packages that can be bought now, cheapest first. No token is needed. A payment order must carry the
     * exact
     * {@code amount} and {@code currency} of one of them.
     *
     * @param options what this call decides for itself
     * @return the active packages, later; cancelling it ends the call
     */
    public CompletableFuture<PackageList> list(RequestOptions options) {
        return call(Operations.LIST_PACKAGES, Arguments.NONE, options);
    }
}
