import type { Schemas } from "@renewal/contract";
import type { Order } from "../model.ts";
import { toAmount } from "../money.ts";

/** A moment as the API writes it: RFC 3339 in UTC with milliseconds. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** The order as its owner sees it. */
export function paymentView(order: Order): Schemas["Payment"] {
  return {
    transaction_id: order.transactionId,
    order_id: order.orderId,
    user_id: order.userId,
    status: order.status,
    amount: toAmount(order.minorUnits, order.currency),
    currency: order.currency,
    subject: order.subject,
    package_id: order.packageId,
    months: order.months,
    ...(order.paymentUrl === undefined ? {} : { payment_url: order.paymentUrl }),
    created_at: timestamp(order.createdAt),
    updated_at: timestamp(order.updatedAt),
    expires_at: timestamp(order.expiresAt),
    ...(order.paidAt === undefined ? {} : { paid_at: timestamp(order.paidAt) }),
    ...(order.closedAt === undefined ? {} : { closed_at: timestamp(order.closedAt) }),
    ...(backOf(order) === 0 ? {} : { refunded_amount: toAmount(backOf(order), order.currency) }),
    ...(order.refundedAt === undefined ? {} : { refunded_at: timestamp(order.refundedAt) }),
  };
}

/** How much went back. A gateway reports a refund of all of it alone, whoever asked for it there. */
function backOf(order: Order): number {
  return order.status === "refunded" ? order.minorUnits : (order.refundedMinorUnits ?? 0);
}
