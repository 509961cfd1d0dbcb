import { GatewayFailure, type GatewayOrder, type GatewayRefund, type GatewayState } from "../gateway.ts";
import { behaviourOf } from "./behaviours.ts";
import { plan } from "./notifications.ts";
import type { SandboxPayment } from "./payment.ts";

/** A payment for an order that the gateway sees for the first time; some order ids settle it at once. */
export function registered(order: GatewayOrder, now: number): SandboxPayment {
  const { byItself } = behaviourOf(order.orderId);
  const { transactionId, orderId, minorUnits, currency, subject, months, returnUrl, expiresAt } = order;
  const payment: SandboxPayment = {
    ...{ transactionId, orderId, minorUnits, currency, subject, months, returnUrl },
    ...{ createdAt: now, expiresAt, status: "pending", statusAt: now },
    ...{ declines: 0, planned: 0, notifications: [], claimedUntil: 0 },
  };
  if (byItself === "pay") return paid(payment, now);
  return byItself === "decline" ? declined(payment, 0, now) : payment;
}

/** Whether the gateway would have registered this order as that payment. */
export function isFor(payment: SandboxPayment, order: GatewayOrder): boolean {
  return (
    payment.orderId === order.orderId &&
    payment.minorUnits === order.minorUnits &&
    payment.currency === order.currency
  );
}

/** The payment as it is at that moment: what happens by itself has happened, and its time may be over. */
export function settled(payment: SandboxPayment, now: number): SandboxPayment {
  const { next, ...rest } = payment;
  if (next !== undefined && next.at <= now) return { ...rest, status: next.status, statusAt: next.at };
  if (isOpen(payment) && payment.expiresAt <= now) {
    return { ...payment, status: "closed", statusAt: payment.expiresAt };
  }
  return payment;
}

/** Whether a person can pay it. */
export function isOpen(payment: SandboxPayment): boolean {
  return payment.status === "pending" || payment.status === "failed";
}

/** The person pays. What can no longer be paid stays as it is. */
export function paid(payment: SandboxPayment, now: number): SandboxPayment {
  const current = settled(payment, now);
  if (!isOpen(current)) return payment;
  const { refundsAfter } = behaviourOf(payment.orderId);
  const after: SandboxPayment = { ...current, status: "paid", statusAt: now };
  if (refundsAfter === undefined) return plan(after, "paid", now);
  return refunded(plan(after, "paid", now), now + refundsAfter);
}

function refunded(payment: SandboxPayment, at: number): SandboxPayment {
  return plan({ ...payment, next: { status: "refunded", at } }, "refunded", at);
}

/**
 * The person declines.
 *
 * @param declines how many declines there were when the form was made: sent twice, a form declines once
 */
export function declined(payment: SandboxPayment, declines: number, now: number): SandboxPayment {
  const current = settled(payment, now);
  if (!isOpen(current) || current.declines !== declines) return payment;
  const after: SandboxPayment = { ...current, status: "failed", statusAt: now, declines: declines + 1 };
  return plan(after, "failed", now);
}

/** The API closes the order. A payment that was faster stays. */
export function closed(payment: SandboxPayment, now: number): SandboxPayment {
  const current = settled(payment, now);
  if (!isOpen(current)) return current;
  const { paysAfterClose } = behaviourOf(payment.orderId);
  const after: SandboxPayment = { ...current, status: "closed", statusAt: now };
  if (paysAfterClose === undefined) return after;
  const at = now + paysAfterClose;
  return plan({ ...after, next: { status: "paid", at } }, "paid", at);
}

/**
 * The API sends money back, once per refund's name. The last part of it makes the payment refunded.
 *
 * @throws GatewayFailure `refused` for what was not paid, and for more than is left
 */
export function sentBack(payment: SandboxPayment, refund: GatewayRefund, now: number): SandboxPayment {
  const current = settled(payment, now);
  const { refunds = {} } = current;
  const known = Object.hasOwn(refunds, refund.refundId) ? refunds[refund.refundId] : undefined;
  if (known !== undefined && known.minorUnits === refund.minorUnits) return payment;
  const back = Object.values(refunds).reduce((sum, { minorUnits }) => sum + minorUnits, refund.minorUnits);
  const isOwed = current.status === "paid" && refund.currency === current.currency;
  if (!isOwed || known !== undefined || back > current.minorUnits) {
    throw new GatewayFailure(
      "refused",
      `The sandbox has no such money of ${payment.transactionId} to refund.`,
    );
  }
  const { minorUnits, refundId } = refund;
  const after = { ...current, refunds: { ...refunds, [refundId]: { minorUnits, at: now } } };
  if (back < current.minorUnits) return after;
  return plan({ ...after, status: "refunded", statusAt: now }, "refunded", now);
}

/** What the gateway answers when it is asked about the payment. */
export function gatewayState(payment: SandboxPayment): GatewayState {
  const { amountOff = 0 } = behaviourOf(payment.orderId);
  const { status, statusAt, minorUnits, currency } = payment;
  return { status, at: statusAt, minorUnits: minorUnits + amountOff, currency };
}
