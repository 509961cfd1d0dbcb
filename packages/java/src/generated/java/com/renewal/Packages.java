// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal;

import com.renewal.internal.Arguments;
import com.renewal.internal.Core;
import com.renewal.internal.Operations;
import com.renewal.model.PackageList;

/** What can be bought, and at what price. */
public final class Packages extends Resource {
    Packages(Core core) {
        super(core);
    }

    /**
     * List the membership packages.
     *
     * <p>The packages that can be bought now, cheapest first. No token is needed. A payment order must carry the
     * exact
     * {@code amount} and {@code currency} of one of them.
     *
     * <pre>{@code
     * PackageList answer = client.packages().list();
     * }</pre>
     *
     * @return the active packages
     * @throws com.renewal.errors.ValidationException {@code VALIDATION_ERROR}
     * @throws com.renewal.errors.PermissionDeniedException {@code HTTPS_REQUIRED}
     * @throws com.renewal.errors.RateLimitException {@code RATE_LIMIT_EXCEEDED}
     * @throws com.renewal.errors.ServerException {@code INTERNAL_ERROR}, {@code SERVICE_UNAVAILABLE}
     */
    public PackageList list() {
        return call(Operations.LIST_PACKAGES, Arguments.NONE, RequestOptions.none());
    }

    /**
     * List the membership packages.
     *
     * <p>The packages that can be bought now, cheapest first. No token is needed. A payment order must carry the
     * exact
     * {@code amount} and {@code currency} of one of them.
     *
     * <pre>{@code
     * PackageList answer = client.packages().list();
     * }</pre>
     *
     * @param options what this call decides for itself
     * @return the active packages
     * @throws com.renewal.errors.ValidationException {@code VALIDATION_ERROR}
     * @throws com.renewal.errors.PermissionDeniedException {@code HTTPS_REQUIRED}
     * @throws com.renewal.errors.RateLimitException {@code RATE_LIMIT_EXCEEDED}
     * @throws com.renewal.errors.ServerException {@code INTERNAL_ERROR}, {@code SERVICE_UNAVAILABLE}
     */
    public PackageList list(RequestOptions options) {
        return call(Operations.LIST_PACKAGES, Arguments.NONE, options);
    }
}
