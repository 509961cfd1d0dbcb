// Generated from openapi.yaml by `npm run generate`. Do not edit.
import type { Way } from "../resource.ts";
import { Payments } from "../resources/payments.ts";
import { Tokens } from "../resources/tokens.ts";
import { Memberships, Packages } from "./resources.ts";

/** Where the API is when nobody says otherwise. */
export const defaultBaseUrl = "https://api.example.com/v1";

/** The version of this package. */
export const version = "0.1.0";

/** Everything that the document's operations make a client of. */
export class Resources {
  /** Short-lived access tokens for a merchant's server and for its members. */
  declare readonly tokens: Tokens;
  /** What can be bought, and at what price. */
  declare readonly packages: Packages;
  /** Payment orders for membership renewal. */
  declare readonly payments: Payments;
  /** How long a membership lasts, and which payments made it so. */
  declare readonly memberships: Memberships;

  /** Made by the client. */
  constructor(way: Way) {
    this.tokens = new Tokens(way);
    this.packages = new Packages(way);
    this.payments = new Payments(way);
    this.memberships = new Memberships(way);
  }
}
