import type { Order } from "../model.ts";
import { recordReport } from "../notifications/report.ts";
import { GatewayFailure } from "../ports.ts";
import { Refusal } from "../refusal.ts";
import type { World } from "../world.ts";
import { closeAtGateway, reportOf } from "./close.ts";
import { nextLook, placeAtGateway } from "./place.ts";

/**
 * One step of the worker that leaves no order behind: finishes those that a crash left in `creating`, asks the gateway
 * about those that nobody reported on, and closes those whose time is over.
 *
 * @param limit how many orders to look at
 * @returns how many it looked at
 */
export async function finishDueOrders(world: World, limit = 20): Promise<number> {
  const now = world.clock.now();
  const orders = await world.store.claimDueOrders(now, now + world.settings.orderLease, limit);
  const looks = await Promise.allSettled(orders.map((order) => look(world, order)));
  const failed = looks.find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return orders.length;
}

async function look(world: World, order: Order): Promise<void> {
  const expired = order.expiresAt <= world.clock.now();
  try {
    if (expired) await closeAtGateway(world, order);
    else if (order.status === "creating") await placeAtGateway(world, order);
    else await reconcile(world, order);
  } catch (error) {
    if (!(error instanceof GatewayFailure) && !(error instanceof Refusal)) throw error;
    // Placing an order sets its next look itself, by why the gateway failed.
    if (expired || order.status !== "creating") await postpone(world, order);
  }
}

/** Asks the gateway about an order, in case its notification was lost. */
async function reconcile(world: World, order: Order): Promise<void> {
  const state = await world.gateway.query(order.transactionId);
  const report = reportOf(state, order, world.clock.now());
  if (report !== undefined) await recordReport(world, order.transactionId, report);
  await postpone(world, order);
}

async function postpone(world: World, order: Order): Promise<void> {
  const now = world.clock.now();
  const later = now + nextLook(order.looks);
  const dueAt = order.expiresAt > now ? Math.min(later, order.expiresAt) : later;
  await world.store.changeOrder(order.transactionId, () => ({ order: { leaseUntil: 0, dueAt } }));
}
