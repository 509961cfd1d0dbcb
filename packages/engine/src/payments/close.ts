import type { Input, Output } from "@renewal/contract";
import type { Caller } from "../caller.ts";
import type { GatewayState } from "../gateway.ts";
import type { Order } from "../model.ts";
import { recordReport } from "../notifications/report.ts";
import { Refusal } from "../refusal.ts";
import type { World } from "../world.ts";
import { ownOrder } from "./read.ts";
import { inProgress, refusingFailures } from "./refusals.ts";
import { type GatewayReport, isOpen } from "./states.ts";
import { paymentView } from "./views.ts";

/** Closes at the gateway first, so that nobody pays an order that we call closed. */
export async function closePayment(
  world: World,
  { path }: Input<"closePayment">,
  caller: Caller,
): Promise<Output<"closePayment">> {
  const order = await ownOrder(world, path.transaction_id, caller);
  const settled = isOpen(order) ? await close(world, order) : order;
  if (settled.status === "closed") return { status: 200, body: paymentView(settled) };
  // Still open: the gateway has money for it, though not the order's amount, and a person will look at it.
  throw new Refusal("ORDER_ALREADY_PAID", "This order is paid already and cannot be closed.", {
    details: { transaction_id: settled.transactionId },
  });
}

async function close(world: World, order: Order): Promise<Order> {
  if (order.status === "creating") await holdBack(world, order);
  const closed = await refusingFailures(closeAtGateway(world, order), {
    refused:
      "The payment gateway refused to close the order, which can still be paid. Look at it again later.",
    unavailable:
      "The payment gateway did not answer, so the order may still be open. Send the same request again after Retry-After.",
  });
  if (isOpen(closed) && closed.review === undefined) {
    throw new Refusal(
      "PAYMENT_FAILED",
      "The payment gateway did not close the order, which can still be paid. Look at it again later.",
    );
  }
  return closed;
}

/** Nobody brings the order to the gateway while it is being closed there: it would be payable and closed at once. */
async function holdBack(world: World, order: Order): Promise<void> {
  const now = world.clock.now();
  const mine = await world.store.takeLease(order.transactionId, now, now + world.settings.orderLease);
  if (mine === undefined) throw inProgress((await world.store.findOrder(order.transactionId)) ?? order, now);
}

/**
 * Asks the gateway to close the order and writes down what it says, a payment that was faster included.
 *
 * @throws GatewayFailure when the gateway does not answer; the order stays as it is
 */
export async function closeAtGateway(world: World, order: Order): Promise<Order> {
  const state = await world.gateway.close(order.transactionId);
  // A gateway that never heard of the order will never take money for it.
  const known: GatewayState = state.status === "unknown" ? { status: "closed" } : state;
  const report = reportOf(known, order, world.clock.now());
  const recorded = report && (await recordReport(world, order.transactionId, report));
  return recorded?.order ?? order;
}

/** A gateway's answer as a report on the order; undefined while there is nothing to report. */
export function reportOf(state: GatewayState, order: Order, now: number): GatewayReport | undefined {
  if (state.status === "unknown" || state.status === "pending") return undefined;
  return {
    status: state.status,
    minorUnits: state.minorUnits ?? order.minorUnits,
    currency: state.currency ?? order.currency,
    timestamp: state.at ?? now,
  };
}
