import type { Input, Output } from "@renewal/contract";
import type { Caller } from "../caller.ts";
import type { Order } from "../model.ts";
import { invalid, Refusal } from "../refusal.ts";
import type { World } from "../world.ts";
import { paymentView } from "./views.ts";

export async function getPayment(
  world: World,
  { path }: Input<"getPayment">,
  caller: Caller,
): Promise<Output<"getPayment">> {
  return { status: 200, body: paymentView(await ownOrder(world, path.transaction_id, caller)) };
}

/** @throws Refusal TRANSACTION_NOT_FOUND, for another user's order too */
export async function ownOrder(world: World, transactionId: string, caller: Caller): Promise<Order> {
  const order = await world.store.findOrder(transactionId);
  const owns =
    order?.clientId === caller.clientId && (caller.role === "merchant" || order.userId === caller.userId);
  if (order === undefined || !owns) {
    throw new Refusal(
      "TRANSACTION_NOT_FOUND",
      "No payment order of yours has this transaction id. Use the transaction_id that POST /payment/create answered.",
    );
  }
  return order;
}

export async function listPayments(
  world: World,
  { query }: Input<"listPayments">,
  caller: Caller,
): Promise<Output<"listPayments">> {
  const { limit } = query;
  const found = await world.store.listOrders({
    clientId: caller.clientId,
    userId: caller.role === "member" ? caller.userId : undefined,
    status: query.status,
    orderId: query.order_id,
    after: query.cursor === undefined ? undefined : readCursor(query.cursor),
    // One more than the page tells whether another page follows.
    limit: limit + 1,
  });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    status: 200,
    body: {
      data: page.map(paymentView),
      ...(found.length > limit && last !== undefined ? { next_cursor: writeCursor(last) } : {}),
    },
  };
}

function writeCursor(order: Order): string {
  return btoa(`${order.createdAt}|${order.transactionId}`)
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

function readCursor(cursor: string): { createdAt: number; transactionId: string } {
  const found = /^(\d{1,15})\|([A-Za-z0-9_-]{1,64})$/.exec(decode(cursor));
  if (found === null) {
    throw invalid(
      "cursor",
      "cursor",
      "cursor is not one that this API gave. Leave it out to begin with the first page.",
      { in: "query" },
    );
  }
  return { createdAt: Number(found[1]), transactionId: found[2] as string };
}

function decode(base64url: string): string {
  try {
    return atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return "";
  }
}
