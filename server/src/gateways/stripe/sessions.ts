import {
  type Gateway,
  GatewayFailure,
  type GatewayRefund,
  type GatewayState,
  type Order,
} from "@renewal/engine";
import type Stripe from "stripe";
import type { GatewayOrders } from "../../storage/gateway-orders.ts";
import type { Note } from "../note-page.ts";
import { stripeAmount } from "./amounts.ts";
import { asked, failureOf, isRefusal, whole } from "./calls.ts";
import { expanded, isThere, stateOf } from "./states.ts";

export interface SessionsOptions {
  stripe: Stripe;
  /** Where the names are kept that Stripe gives to Checkout Sessions. */
  orders: GatewayOrders;
  /** The page that sends a person on to Stripe; the transaction id is put behind it. */
  checkoutUrl: () => string;
}

/** Stripe shows no more of a product's name. */
const longestName = 250;

/**
 * Orders as Checkout Sessions. A session comes into being when the person arrives, so that creating an order needs no
 * call; until then Stripe does not know it.
 */
export function stripeSessions({ stripe, orders, checkoutUrl }: SessionsOptions): Gateway {
  const sessionOf = async (transactionId: string) => {
    const reference = (await orders.find(transactionId))?.reference ?? undefined;
    return reference === undefined
      ? undefined
      : asked("checkout.session", stripe.checkout.sessions.retrieve(reference, { expand: expanded }));
  };

  async function query(transactionId: string): Promise<GatewayState> {
    const session = await sessionOf(transactionId);
    return session === undefined ? { status: "unknown" } : stateOf(session);
  }

  return {
    async create({ transactionId, minorUnits, currency }) {
      stripeAmount(minorUnits, currency);
      return { paymentUrl: `${checkoutUrl()}/${transactionId}` };
    },
    query,
    async close(transactionId) {
      const reference = (await orders.find(transactionId))?.reference ?? undefined;
      if (reference === undefined) return { status: "unknown" };
      try {
        return stateOf(whole("checkout.session", await stripe.checkout.sessions.expire(reference)));
      } catch (error) {
        // Only what is open can be closed: it is paid, or closed already, or unknown.
        if (isRefusal(error) && (error.statusCode === 400 || error.statusCode === 404))
          return query(transactionId);
        throw failureOf(error);
      }
    },
    async refund(refund) {
      const payment = (await sessionOf(refund.transactionId))?.payment_intent;
      if (!isThere(payment)) throw new GatewayFailure("refused", "Stripe has no payment for this order.");
      try {
        const done =
          (await earlierRefund(stripe, payment.id, refund)) ?? (await sendBack(stripe, payment.id, refund));
        return { at: done.created * 1000 };
      } catch (error) {
        throw failureOf(error);
      }
    },
  };
}

/** Stripe forgets an idempotency key after a day, and a refund may be asked for again after that. */
async function earlierRefund(stripe: Stripe, payment: string, { refundId }: GatewayRefund) {
  for await (const refund of stripe.refunds.list({ payment_intent: payment, limit: 100 })) {
    if (refund.metadata?.refund_id === refundId && didMove(refund)) return refund;
  }
  return undefined;
}

async function sendBack(stripe: Stripe, payment: string, refund: GatewayRefund): Promise<Stripe.Refund> {
  const { transactionId, refundId, minorUnits, currency } = refund;
  const made = await stripe.refunds.create(
    {
      payment_intent: payment,
      amount: stripeAmount(minorUnits, currency),
      metadata: { transaction_id: transactionId, refund_id: refundId },
    },
    { idempotencyKey: `${transactionId}/${refundId}` },
  );
  if (didMove(whole("refund", made))) return made;
  throw new GatewayFailure("refused", `Stripe answered that the refund is ${made.status}.`);
}

function didMove({ status }: Stripe.Refund): boolean {
  return status !== "failed" && status !== "canceled";
}

/**
 * The address of the order's Checkout Session, which is made for whoever comes first.
 *
 * @param pageUrl where a person lands without a `return_url`: the page that says what became of the order
 * @throws GatewayFailure
 */
export async function addressAtStripe(
  { stripe, orders }: Pick<SessionsOptions, "stripe" | "orders">,
  order: Order,
  pageUrl: string,
): Promise<string | { over: Note }> {
  const known = (await orders.find(order.transactionId))?.reference ?? undefined;
  const session =
    known === undefined
      ? await asked("checkout.session", newSession(stripe, order, pageUrl))
      : await asked("checkout.session", stripe.checkout.sessions.retrieve(known));
  if (session === undefined) return { over: "unknown" };
  if (known === undefined) await orders.keep(order.transactionId, "stripe", session.id);
  if (session.url !== null) return session.url;
  return { over: session.status === "complete" ? "paid" : "closed" };
}

/** Sent again, by someone who came at the same time or after a crash, it answers the same session. */
function newSession(stripe: Stripe, order: Order, pageUrl: string): Promise<Stripe.Checkout.Session> {
  const { transactionId, orderId, minorUnits, currency, subject, returnUrl } = order;
  const metadata = { transaction_id: transactionId, order_id: orderId };
  const name = Array.from(subject).slice(0, longestName).join("");
  return stripe.checkout.sessions.create(
    {
      mode: "payment",
      client_reference_id: transactionId,
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: currency.toLowerCase(),
            unit_amount: stripeAmount(minorUnits, currency),
            product_data: { name },
          },
        },
      ],
      metadata,
      // Charges have these too, so that a report of a refund names the order.
      payment_intent_data: { metadata },
      success_url: returnUrl ?? pageUrl,
      ...(returnUrl === undefined ? {} : { cancel_url: returnUrl }),
    },
    { idempotencyKey: transactionId },
  );
}
