import type { GatewayOrder } from "../gateway.ts";
import { GatewayFailure } from "../gateway.ts";
import type { Order } from "../model.ts";
import type { World } from "../world.ts";
import { isOpen } from "./states.ts";

/**
 * Brings an order to the gateway and makes it payable. May run again after a crash at any point, and beside itself: the
 * gateway knows the order by its transaction id and answers the same address.
 *
 * @returns where it is paid
 * @throws GatewayFailure when the gateway does not do its part; the lease is given back
 */
export async function placeAtGateway(world: World, order: Order): Promise<string> {
  let paymentUrl: string;
  try {
    ({ paymentUrl } = await world.gateway.create(gatewayOrder(order)));
  } catch (error) {
    if (error instanceof GatewayFailure) await giveBack(world, order, error);
    throw error;
  }
  const now = world.clock.now();
  const dueAt = Math.min(now + world.settings.firstLook, order.expiresAt);
  const noted = world.store.placeOrder(order.transactionId, { paymentUrl, updatedAt: now, dueAt });
  if (noted instanceof Promise) await noted;
  return paymentUrl;
}

async function giveBack(world: World, order: Order, { kind }: GatewayFailure): Promise<void> {
  const now = world.clock.now();
  // A refused order is left to its expiry; one that may still succeed is tried again by the finisher.
  const dueAt = kind === "refused" ? order.expiresAt : now + nextLook(order.looks);
  await world.store.changeOrder(order.transactionId, (current) =>
    isOpen(current) && current.paymentUrl === undefined
      ? { order: { leaseUntil: 0, dueAt, updatedAt: now } }
      : undefined,
  );
}

/** 30 s, 1 min, 2 min, … up to an hour between two looks at an order. */
export function nextLook(looks: number): number {
  return Math.min(30_000 * 2 ** Math.min(looks, 7), 3_600_000);
}

function gatewayOrder(order: Order): GatewayOrder {
  const { transactionId, orderId, minorUnits, currency, subject, packageId, months, returnUrl, expiresAt } =
    order;
  return { transactionId, orderId, minorUnits, currency, subject, packageId, months, returnUrl, expiresAt };
}
