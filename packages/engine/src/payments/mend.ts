import type { Order } from "../model.ts";
import { recordReport } from "../notifications/report.ts";
import type { World } from "../world.ts";
import { reportOf } from "./close.ts";
import { type Difference, differenceOf, mendable } from "./compare.ts";

/**
 * Mends a difference between our books and the gateway's, where no person has to decide about money: takes over what the
 * gateway says, or closes there what is closed here.
 *
 * @returns whether both agree now
 * @throws GatewayFailure, StoreUnavailable; the difference is as it was then
 */
export async function mend(world: World, order: Order, { kind, there }: Difference): Promise<boolean> {
  if (!mendable.includes(kind)) return false;
  const state = kind === "open there" ? await world.gateway.close(order.transactionId) : there;
  const report = reportOf(state, order, world.clock.now());
  if (report !== undefined) await recordReport(world, order.transactionId, report);
  const current = (await world.store.findOrder(order.transactionId)) ?? order;
  return differenceOf(current, state) === undefined;
}
