import type { Order, Refund } from "../model.ts";
import { toAmount } from "../money.ts";
import type { OrderChange } from "../ports.ts";
import { invalid, Refusal } from "../refusal.ts";
import { applyReport } from "./states.ts";

/** What is left of the payment when every refund that was promised is carried out, in minor units. */
export function leftOf(order: Order): number {
  return order.minorUnits - (order.refundedMinorUnits ?? 0) - (order.refundingMinorUnits ?? 0);
}

/**
 * Promises a part of the payment to a refund, before the gateway is asked: however many refunds there are at once, they
 * never come to more than was paid.
 *
 * @param wanted in minor units; undefined for all that is left
 * @param lease who asks the gateway now has it to itself until then
 * @throws Refusal ORDER_NOT_PAID, ORDER_CLOSED, VALIDATION_ERROR naming `amount`
 */
export function promiseRefund(
  order: Order,
  refundId: string,
  wanted: number | undefined,
  now: number,
  lease: number,
): OrderChange & { refund: Refund } {
  const left = leftOf(order);
  const minorUnits = wanted ?? left;
  refuseWithoutMoney(order, left);
  if (minorUnits > left) throw beyond(order, minorUnits, left);
  const { transactionId } = order;
  return {
    order: { refundingMinorUnits: (order.refundingMinorUnits ?? 0) + minorUnits, updatedAt: now },
    refund: {
      ...{ transactionId, refundId, minorUnits, state: "asked", createdAt: now },
      ...{ leaseUntil: lease, dueAt: lease, looks: 0 },
    },
  };
}

/**
 * What follows from a refund that the gateway carried out. The last one of a payment makes the order refunded and takes
 * its renewal back, as the gateway's own report would.
 *
 * @returns undefined when it was known already
 */
export function settleRefund(
  order: Order,
  refund: Refund | undefined,
  at: number,
  now: number,
): OrderChange | undefined {
  if (refund?.state !== "asked") return undefined;
  const refunded = (order.refundedMinorUnits ?? 0) + refund.minorUnits;
  const { minorUnits, currency } = order;
  const whole: OrderChange =
    refunded < minorUnits
      ? {}
      : applyReport(order, { status: "refunded", minorUnits, currency, timestamp: at }, now);
  return {
    ...whole,
    order: { ...whole.order, ...released(order, refund), refundedMinorUnits: refunded, updatedAt: now },
    refund: { ...refund, state: "done", settledAt: now, leaseUntil: 0 },
  };
}

/** The gateway said no: what was promised to the refund is free for another one. */
export function dropRefund(order: Order, refund: Refund | undefined, now: number): OrderChange | undefined {
  if (refund?.state !== "asked") return undefined;
  return {
    order: { ...released(order, refund), updatedAt: now },
    refund: { ...refund, state: "refused", settledAt: now, leaseUntil: 0 },
  };
}

function released(order: Order, refund: Refund): Partial<Order> {
  return { refundingMinorUnits: (order.refundingMinorUnits ?? 0) - refund.minorUnits };
}

function refuseWithoutMoney(order: Order, left: number): void {
  const details = { transaction_id: order.transactionId };
  if (order.status === "refunded" || (order.status === "paid" && left === 0)) {
    throw new Refusal("ORDER_CLOSED", "All the money of this order went back already, or is about to.", {
      details,
    });
  }
  if (order.status !== "paid") {
    throw new Refusal("ORDER_NOT_PAID", "This order is not paid, so there is nothing to send back.", {
      details,
    });
  }
}

function beyond(order: Order, minorUnits: number, left: number): Refusal {
  const [asked, most] = [minorUnits, left].map((sum) => `${toAmount(sum, order.currency)} ${order.currency}`);
  return invalid(
    "amount",
    "maximum",
    `${asked} is more than the ${most} that are left of this payment. Send at most that, or no amount for all of it.`,
    { reason: "AMOUNT_BEYOND_PAYMENT", transaction_id: order.transactionId },
  );
}
