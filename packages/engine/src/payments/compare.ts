import type { GatewayState } from "../gateway.ts";
import type { Order, PaymentStatus } from "../model.ts";
import { isOpen, movesUp } from "./states.ts";

/**
 * How our books and the gateway's differ about an order.
 * `behind`: the gateway is further than we are; its report mends that.
 * `open there`: it can still be paid there, though it is closed here; closing it there mends that.
 * `amount`: the gateway has another sum. `ahead`: we say that it is paid, and the gateway does not.
 * `refunds`: another sum went back there. These three are for a person.
 */
export type DifferenceKind = "behind" | "open there" | "amount" | "ahead" | "refunds";

export interface Difference {
  kind: DifferenceKind;
  /** What the gateway says. */
  there: GatewayState;
}

/** Which differences the rules allow to mend without a person. */
export const mendable: readonly DifferenceKind[] = ["behind", "open there"];

/** What has no counterpart: a person who never came, or declined, has nothing at the gateway. */
const nothingYet: readonly GatewayState["status"][] = ["unknown", "pending", "failed"];

/**
 * Compares an order with what its gateway says of it.
 *
 * @returns undefined when both agree
 * @example differenceOf(pendingOrder, { status: "paid", minorUnits: 9999, currency: "CNY" })?.kind // "behind"
 */
export function differenceOf(order: Order, there: GatewayState): Difference | undefined {
  const kind = kindOf(order, there);
  return kind === undefined ? undefined : { kind, there };
}

function kindOf(order: Order, there: GatewayState): DifferenceKind | undefined {
  const { status, minorUnits = order.minorUnits, currency = order.currency } = there;
  const isOtherSum = minorUnits !== order.minorUnits || currency !== order.currency;
  if (status !== "unknown" && isOtherSum) return "amount";
  if (nothingYet.includes(status)) return withoutPayment(order, status);
  if (movesUp(order.status, status as PaymentStatus)) return "behind";
  if (status === "closed") return order.status === "closed" ? undefined : "ahead";
  // A refund that the gateway was asked for may be on its way.
  if ((order.refundingMinorUnits ?? 0) > 0) return undefined;
  if (order.status === "refunded") return status === "refunded" ? undefined : "ahead";
  const { refundedMinorUnits: back } = there;
  return back === undefined || back === (order.refundedMinorUnits ?? 0) ? undefined : "refunds";
}

function withoutPayment(order: Order, status: GatewayState["status"]): DifferenceKind | undefined {
  if (order.status === "paid" || order.status === "refunded") return "ahead";
  return isOpen(order) || status === "unknown" ? undefined : "open there";
}
