import { GatewayFailure } from "../gateway.ts";
import type { Order } from "../model.ts";
import { recordReport } from "../notifications/report.ts";
import type { World } from "../world.ts";
import { closeAtGateway, reportOf } from "./close.ts";
import { nextLook, placeAtGateway } from "./place.ts";
import { finishDueRefunds } from "./refund.ts";
import { isOpen } from "./states.ts";

/**
 * One step of the worker that leaves no order behind: finishes those that a crash left without a payment address, asks
 * the gateway about those that nobody reported on, closes those whose time is over, and carries refunds to their end.
 *
 * @param limit how many orders, and how many refunds, to look at
 * @returns how many it looked at
 */
export async function finishDueOrders(world: World, limit = 20): Promise<number> {
  const now = world.clock.now();
  const orders = await world.store.claimDueOrders(now, now + world.settings.orderLease, limit);
  const looks = await Promise.allSettled(orders.map((order) => look(world, order)));
  const failed = looks.find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return orders.length + (await finishDueRefunds(world, limit));
}

async function look(world: World, order: Order): Promise<void> {
  const isOver = order.expiresAt <= world.clock.now();
  if (!isOver && order.paymentUrl === undefined) {
    // Placing an order sets its next look itself, by why the gateway failed.
    return leavingFailures(placeAtGateway(world, order));
  }
  await leavingFailures(isOver ? closeAtGateway(world, order) : reconcile(world, order));
  await postpone(world, order);
}

/** What the gateway does not do now is left to the next look. */
async function leavingFailures(step: Promise<unknown>): Promise<void> {
  try {
    await step;
  } catch (error) {
    if (!(error instanceof GatewayFailure)) throw error;
  }
}

/** Asks the gateway about an order, in case its notification was lost. */
async function reconcile(world: World, order: Order): Promise<void> {
  const state = await world.gateway.query(order.transactionId);
  const report = reportOf(state, order, world.clock.now());
  if (report !== undefined) await recordReport(world, order.transactionId, report);
}

/** An order that is still open is looked at again, later each time: the gateway may have said nothing that settles it. */
async function postpone(world: World, order: Order): Promise<void> {
  const now = world.clock.now();
  const later = now + nextLook(order.looks);
  const dueAt = order.expiresAt > now ? Math.min(later, order.expiresAt) : later;
  await world.store.changeOrder(order.transactionId, (current) =>
    isOpen(current) ? { order: { leaseUntil: 0, dueAt } } : undefined,
  );
}
