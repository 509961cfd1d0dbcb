import type { Input, Output } from "@renewal/contract";
import type { Caller } from "../caller.ts";
import type { Order } from "../model.ts";
import { recordReport } from "../notifications/report.ts";
import { GatewayFailure, type GatewayState } from "../ports.ts";
import { Refusal } from "../refusal.ts";
import type { World } from "../world.ts";
import { inProgress } from "./create.ts";
import { paymentFailed } from "./place.ts";
import { ownOrder } from "./read.ts";
import type { GatewayReport } from "./states.ts";
import { paymentView } from "./views.ts";

/** Closes at the gateway first, so that nobody pays an order that we call closed. */
export async function closePayment(
  world: World,
  { path }: Input<"closePayment">,
  caller: Caller,
): Promise<Output<"closePayment">> {
  const order = await ownOrder(world, path.transaction_id, caller);
  const now = world.clock.now();
  if (order.status === "creating" && order.leaseUntil > now) throw inProgress(order, now);
  const settled = isOpen(order) ? await closeAtGateway(world, order) : order;
  if (settled.status === "paid" || settled.status === "refunded") {
    throw new Refusal("ORDER_ALREADY_PAID", "This order is paid already and cannot be closed.", {
      details: { transaction_id: settled.transactionId },
    });
  }
  return { status: 200, body: paymentView(settled) };
}

export function isOpen(order: Order): boolean {
  return order.status === "creating" || order.status === "pending" || order.status === "failed";
}

/**
 * Asks the gateway to close the order and writes down what it says, a payment that was faster included.
 *
 * @throws Refusal PAYMENT_FAILED when the gateway does not answer; the order stays as it is
 */
export async function closeAtGateway(world: World, order: Order): Promise<Order> {
  const state = await world.gateway.close(order.transactionId).catch((error: unknown) => {
    throw error instanceof GatewayFailure ? paymentFailed(error) : error;
  });
  // A gateway that never heard of the order will never take money for it.
  const report = reportOf(
    state.status === "unknown" ? { status: "closed" } : state,
    order,
    world.clock.now(),
  );
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
