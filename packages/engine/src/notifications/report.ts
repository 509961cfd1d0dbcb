import { deliveryOf } from "../deliveries/event.ts";
import type { NotificationRecord, Order } from "../model.ts";
import { applyReport, type GatewayReport, happenedAt } from "../payments/states.ts";
import type { World } from "../world.ts";

/**
 * Writes down what the gateway says of an order, and all that follows from it, in one transaction: the order's state,
 * the ledger, and the merchant's notification.
 *
 * @returns undefined when there is no such order
 */
export async function recordReport(
  world: World,
  transactionId: string,
  report: GatewayReport,
): Promise<{ order: Order; outcome: NotificationRecord["outcome"] } | undefined> {
  const now = world.clock.now();
  let outcome: NotificationRecord["outcome"] = "ignored";
  const order = await world.store.changeOrder(transactionId, (current) => {
    const change = applyReport(current, report, now);
    outcome = change.notification.outcome;
    if (change.order?.status === undefined || current.notifyUrl === undefined) return change;
    const at = happenedAt(current, report);
    return { ...change, delivery: deliveryOf(world, { ...current, ...change.order }, at, now) };
  });
  return order === undefined ? undefined : { order, outcome };
}
