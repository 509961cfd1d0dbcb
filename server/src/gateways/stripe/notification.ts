import { type GatewayReport, Refusal } from "@renewal/engine";
import type Stripe from "stripe";
import type { Told } from "../lent-pages.ts";
import { sumOf } from "./states.ts";

/** Ours; an account may have payments of other programs too. */
const ourTransaction = /^TXN[A-Za-z0-9]{10,40}$/;

/** An event that says nothing of an order of ours is taken as well: Stripe gives up on who refuses them. */
const nothing: Told = { transactionId: "", report: undefined };

/**
 * Reads an event and makes sure that Stripe sent it. Its age does not matter: Stripe sends an event again for days, and
 * one that was known changes nothing.
 *
 * @param body the bytes as they came
 * @throws Refusal INVALID_SIGNATURE when none of the secrets signed it, VALIDATION_ERROR when it is no event
 */
export async function readEvent(
  stripe: Stripe,
  body: Uint8Array,
  signature: string,
  secrets: readonly string[],
): Promise<Told> {
  const event = await eventOf(stripe, body, signature, secrets);
  const timestamp = event.created * 1000;
  switch (event.type) {
    case "checkout.session.completed":
      return told(
        event.data.object,
        event.data.object.payment_status === "paid" ? "paid" : undefined,
        timestamp,
      );
    case "checkout.session.async_payment_succeeded":
      return told(event.data.object, "paid", timestamp);
    case "checkout.session.async_payment_failed":
      return told(event.data.object, "failed", timestamp);
    case "checkout.session.expired":
      return told(event.data.object, "closed", timestamp);
    case "charge.refunded":
      return toldOfRefund(event.data.object, timestamp);
    default:
      return nothing;
  }
}

async function eventOf(stripe: Stripe, body: Uint8Array, signature: string, secrets: readonly string[]) {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  for (const secret of secrets) {
    // 0 is for any age.
    const event = await stripe.webhooks
      .constructEventAsync(bytes, signature, secret, 0)
      .catch((error: unknown) => {
        if (error instanceof SyntaxError)
          throw new Refusal("VALIDATION_ERROR", "The notification is no JSON, though Stripe signed it.");
        return undefined;
      });
    if (event !== undefined) return event;
  }
  throw new Refusal("INVALID_SIGNATURE", "The notification does not carry Stripe's signature of it.");
}

function told(
  session: Stripe.Checkout.Session,
  status: GatewayReport["status"] | undefined,
  timestamp: number,
): Told {
  const { client_reference_id: transactionId, amount_total, currency } = session;
  if (status === undefined || transactionId === null || !ourTransaction.test(transactionId)) return nothing;
  return { transactionId, report: { status, ...sumOf(amount_total, currency), timestamp } };
}

/** A part that went back leaves the order paid. */
function toldOfRefund(charge: Stripe.Charge, timestamp: number): Told {
  const transactionId = charge.metadata.transaction_id ?? "";
  if (!charge.refunded || !ourTransaction.test(transactionId)) return nothing;
  return {
    transactionId,
    report: { status: "refunded", ...sumOf(charge.amount, charge.currency), timestamp },
  };
}
