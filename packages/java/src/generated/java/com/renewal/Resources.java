// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal;

import com.renewal.internal.Core;

/** Everything that the document's operations make a client of. */
abstract class Resources {
    private final Tokens tokens;
    private final Packages packages;
    private final Payments payments;
    private final Memberships memberships;

    Resources(Core core) {
        this.tokens = new Tokens(core);
        this.packages = new Packages(core);
        this.payments = new Payments(core);
        this.memberships = new Memberships(core);
    }

    /** {@return Short-lived access tokens for a merchant's server and for its members} */
    public Tokens tokens() {
        return tokens;
    }

    /** {@return What can be bought, and at what price} */
    public Packages packages() {
        return packages;
    }

    /** {@return Payment orders for membership renewal} */
    public Payments payments() {
        return payments;
    }

    /** {@return How long a membership lasts, and which payments made it so} */
    public Memberships memberships() {
        return memberships;
    }
}
