import type Stripe from "stripe";
import type { ListedPayment } from "../open.ts";
import { failureOf } from "./calls.ts";
import { expanded, stateOf } from "./states.ts";

/** Sessions end after a day, so that a payment may be this much younger than its session. Milliseconds. */
const longestSession = 24 * 3_600_000;

/**
 * The orders that Stripe has, the newest first.
 *
 * @param since milliseconds since 1970; from when on they were paid or made
 * @throws GatewayFailure
 */
export async function* listSessions(stripe: Stripe, since: number): AsyncGenerator<ListedPayment> {
  const created = { gte: Math.floor((since - longestSession) / 1000) };
  const expand = expanded.map((field) => `data.${field}`);
  try {
    for await (const session of stripe.checkout.sessions.list({ created, limit: 100, expand })) {
      const { client_reference_id: transactionId } = session;
      if (transactionId !== null) yield { transactionId, ...stateOf(session) };
    }
  } catch (error) {
    throw failureOf(error);
  }
}
