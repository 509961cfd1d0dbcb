import type { Schemas } from "@renewal/contract";
import type { Delivery, Order } from "../model.ts";
import { toAmount } from "../money.ts";
import { timestamp } from "../payments/views.ts";
import type { World } from "../world.ts";

/** What the merchant is told when an order changed its state: one event with one id, however often it is sent. */
export function deliveryOf(world: World, order: Order, happenedAt: number, now: number): Delivery {
  const eventId = world.ids.eventId();
  const event: Schemas["PaymentEvent"] = {
    id: eventId,
    type: "payment.updated",
    transaction_id: order.transactionId,
    order_id: order.orderId,
    user_id: order.userId,
    status: order.status,
    amount: toAmount(order.minorUnits, order.currency),
    currency: order.currency,
    timestamp: timestamp(happenedAt),
  };
  return {
    eventId,
    clientId: order.clientId,
    transactionId: order.transactionId,
    url: order.notifyUrl as string,
    body: JSON.stringify(event),
    state: "waiting",
    attempts: 0,
    createdAt: now,
    dueAt: now,
  };
}
