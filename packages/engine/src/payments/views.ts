import type { Schemas } from "@renewal/contract";
import type { Order } from "../model.ts";
import { toAmount } from "../money.ts";

/** A moment as the API writes it: RFC 3339 in UTC with milliseconds. */
export function timestamp(moment: number): string {
  const milliseconds = Math.trunc(moment);
  const day = Math.floor(milliseconds / dayLength);
  const rest = milliseconds - day * dayLength;
  const hour = twoDigits(Math.floor(rest / 3_600_000));
  const minute = twoDigits(Math.floor(rest / 60_000) % 60);
  const second = String(100_000 + (rest % 60_000));
  return `${dayText(day)}T${hour}:${minute}:${second.slice(1, 3)}.${second.slice(3)}Z`;
}

const dayLength = 86_400_000;

/** An answer holds some moments of few days, and a date takes the longest to write. */
const dayTexts = new Map<number, string>();

function dayText(day: number): string {
  const known = dayTexts.get(day);
  if (known !== undefined) return known;
  const [text = ""] = new Date(day * dayLength).toISOString().split("T");
  if (dayTexts.size >= 1000) dayTexts.clear();
  dayTexts.set(day, text);
  return text;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number);
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
