import { GatewayFailure, type GatewayState } from "@renewal/engine";
import type Stripe from "stripe";
import { minorUnitsOf } from "./amounts.ts";

/** What to ask for with a session, so that one answer tells all of a payment. */
export const expanded = ["payment_intent.latest_charge"];

/** What Stripe knows of the order that it has a Checkout Session for. */
export function stateOf(session: Stripe.Checkout.Session): GatewayState {
  const sum = sumOf(session.amount_total, session.currency);
  const payment = isThere(session.payment_intent) ? session.payment_intent : undefined;
  switch (session.status) {
    case "open":
      return { status: "pending", ...sum };
    case "expired":
      return { status: "closed", ...sum };
    case "complete":
      if (session.payment_status === "paid") return { ...sum, ...paidState(payment, sum.currency) };
      return { status: isOver(payment) ? "failed" : "pending", ...sum };
    default:
      throw new GatewayFailure("unavailable", "Stripe told a state that is not known here.");
  }
}

function paidState(payment: Stripe.PaymentIntent | undefined, currency: string): GatewayState {
  const charge = isThere(payment?.latest_charge) ? payment.latest_charge : undefined;
  if (charge === undefined) return { status: "paid" };
  const refundedMinorUnits = minorUnitsOf(charge.amount_refunded, currency);
  return charge.refunded
    ? { status: "refunded", refundedMinorUnits }
    : { status: "paid", refundedMinorUnits, at: charge.created * 1000 };
}

/** A way to pay that takes days has ended without money. */
function isOver(payment: Stripe.PaymentIntent | undefined): boolean {
  return payment?.status === "requires_payment_method" || payment?.status === "canceled";
}

/** What was asked for as a whole, and not by its name alone. */
export function isThere<T extends object>(value: string | T | null | undefined): value is T {
  return typeof value === "object" && value !== null;
}

/** @throws GatewayFailure when Stripe told no sum */
export function sumOf(amount: number | null, currency: string | null) {
  if (amount === null || currency === null)
    throw new GatewayFailure("unavailable", "Stripe told of a payment without its sum.");
  const code = currency.toUpperCase();
  return { minorUnits: minorUnitsOf(amount, code), currency: code };
}
