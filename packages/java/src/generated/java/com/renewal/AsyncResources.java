// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal;

import com.renewal.internal.Core;

/** Everything that the document's operations make a client of. */
abstract class AsyncResources {
    private final AsyncTokens tokens;
    private final AsyncPackages packages;
    private final AsyncPayments payments;
    private final AsyncMemberships memberships;

    AsyncResources(Core core) {
        this.tokens = new AsyncTokens(core);
        this.packages = new AsyncPackages(core);
        this.payments = new AsyncPayments(core);
        this.memberships = new AsyncMemberships(core);
    }

    /** {@return Short-lived access tokens for a merchant's server and for its members} */
    public AsyncTokens tokens() {
        return tokens;
    }

    /** {@return What can be bought, and at what price} */
    public AsyncPackages packages() {
        return packages;
    }

    /** {@return Payment orders for membership renewal} */
    public AsyncPayments payments() {
        return payments;
    }

    /** {@return How long a membership lasts, and which payments made it so} */
    public AsyncMemberships memberships() {
        return memberships;
    }
}
