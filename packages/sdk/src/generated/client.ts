// Generated from openapi.yaml by `npm run generate`. Do not edit.
import type { Send } from "../resource.ts";
import { Memberships, Packages, Payments, Tokens } from "./resources.ts";

/** Where the API is when nobody says otherwise. */
export const defaultBaseUrl = "https://api.example.com/v1";

/** Everything that the document's operations make a client of. */
export class Resources {
  /** Short-lived access tokens for a merchant's server and for its members. */
  readonly tokens: Tokens;
  /** What can be bought, and at what price. */
  readonly packages: Packages;
  /** Payment orders for membership renewal. */
  readonly payments: Payments;
  /** How long a membership lasts, and which payments made it so. */
  readonly memberships: Memberships;

  /** Made by the client. */
  constructor(send: Send) {
    this.tokens = new Tokens(send);
    this.packages = new Packages(send);
    this.payments = new Payments(send);
    this.memberships = new Memberships(send);
  }
}
