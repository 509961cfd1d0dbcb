import { type NotificationRecord, type Order, type PaymentStatus, paymentStatuses } from "../model.ts";
import type { OrderChange } from "../ports.ts";

/** Whether an order may move from one state to the other: upwards only. */
export function movesUp(from: PaymentStatus, to: PaymentStatus): boolean {
  return paymentStatuses.indexOf(to) > paymentStatuses.indexOf(from);
}

/** Whether the order can still be paid, or will be as soon as the gateway has it. */
export function isOpen(order: Order): boolean {
  return order.status === "creating" || order.status === "pending" || order.status === "failed";
}

/** What a gateway says of a payment, told to us or asked by us. */
export interface GatewayReport {
  status: Exclude<PaymentStatus, "creating" | "pending">;
  minorUnits: number;
  currency: string;
  /** When it happened at the gateway, milliseconds since 1970. */
  timestamp: number;
}

/** The field of an order that keeps the earliest moment of a status. A decline keeps none. */
const momentOf = { failed: undefined, closed: "closedAt", paid: "paidAt", refunded: "refundedAt" } as const;

/**
 * What a gateway's report changes. The state becomes the highest ever reported and each moment the earliest ever
 * reported for it; both are the same for every order of delivery and any number of duplicates.
 *
 * @returns the change; `notification.outcome` says whether the report changed the order, and why not
 */
export function applyReport(
  order: Order,
  report: GatewayReport,
  receivedAt: number,
): OrderChange & { notification: NotificationRecord } {
  const record = { transactionId: order.transactionId, ...report, receivedAt };
  if (report.minorUnits !== order.minorUnits || report.currency !== order.currency) {
    return {
      notification: { ...record, outcome: "mismatch" },
      order: { review: "AMOUNT_MISMATCH", updatedAt: receivedAt },
    };
  }
  const changed = changedFields(order, report);
  if (Object.keys(changed).length === 0) return { notification: { ...record, outcome: "ignored" } };
  const after = { ...order, ...changed };
  return {
    notification: { ...record, outcome: "applied" },
    order: { ...changed, updatedAt: receivedAt },
    ...(after.status === "paid" ? { payment: ledgerEntry(after) } : {}),
    ...(changed.status === "refunded" ? { voidPayment: { at: receivedAt } } : {}),
  };
}

/** Nothing happens to an order before there is one: a gateway's clock that is behind moves no renewal into the past. */
export function happenedAt(order: Order, report: GatewayReport): number {
  return Math.max(report.timestamp, order.createdAt);
}

function changedFields(order: Order, report: GatewayReport): Partial<Order> {
  const at = happenedAt(order, report);
  const moment = momentOf[report.status];
  const known = moment === undefined ? Number.NEGATIVE_INFINITY : order[moment];
  return {
    ...(movesUp(order.status, report.status) ? { status: report.status } : {}),
    ...(moment !== undefined && (known === undefined || at < known) ? { [moment]: at } : {}),
  };
}

function ledgerEntry(order: Order) {
  const { transactionId, clientId, userId, orderId, packageId, months, minorUnits, currency } = order;
  const paidAt = order.paidAt as number;
  return { transactionId, clientId, userId, orderId, packageId, months, minorUnits, currency, paidAt };
}
