import type { Delivery, LedgerEntry, Order, OrderChange, OrderQuery, Store } from "@renewal/engine";

/** The part of the port that the random sequences use. */
export type ModelledStore = Pick<
  Store,
  | "insertOrder"
  | "findOrder"
  | "findOrderByOrderId"
  | "listOrders"
  | "takeLease"
  | "placeOrder"
  | "changeOrder"
  | "claimDueOrders"
  | "ledgerOf"
  | "claimDueDeliveries"
  | "updateDelivery"
  | "listDeliveries"
>;

/** What the port promises, written down as plainly as can be: lists that are searched from end to end. */
export function plainModel(): ModelledStore {
  const orders: Order[] = [];
  const deliveries: Delivery[] = [];
  let ledger: LedgerEntry[] = [];
  const byId = (transactionId: string) => orders.find((order) => order.transactionId === transactionId);
  const byOrderId = (clientId: string, userId: string, orderId: string) =>
    orders.find(
      (order) => order.clientId === clientId && order.userId === userId && order.orderId === orderId,
    );
  const apply = (order: Order, change: OrderChange) => {
    Object.assign(order, change.order);
    const { payment } = change;
    const counted = ledger.find(({ transactionId }) => transactionId === payment?.transactionId);
    if (payment !== undefined && counted === undefined) ledger.push({ ...payment });
    if (payment !== undefined && counted !== undefined)
      counted.paidAt = Math.min(counted.paidAt, payment.paidAt);
    if (change.voidPayment !== undefined)
      ledger = ledger.filter(({ transactionId }) => transactionId !== order.transactionId);
    if (change.delivery !== undefined) deliveries.push({ ...change.delivery });
  };
  return {
    async insertOrder(order) {
      const known = byOrderId(order.clientId, order.userId, order.orderId);
      if (known === undefined) orders.push({ ...order });
      return { inserted: known === undefined, order: { ...(known ?? order) } };
    },
    findOrder: async (transactionId) => copy(byId(transactionId)),
    findOrderByOrderId: async (...key) => copy(byOrderId(...key)),
    listOrders: async (query) =>
      orders
        .filter((order) => isAsked(order, query))
        .sort((a, b) => compare(b.createdAt, a.createdAt) || compare(b.transactionId, a.transactionId))
        .slice(0, query.limit)
        .map((order) => ({ ...order })),
    async takeLease(transactionId, now, until) {
      const order = byId(transactionId);
      if (order?.status !== "creating" || order.leaseUntil > now) return undefined;
      order.leaseUntil = until;
      return { ...order };
    },
    async placeOrder(transactionId, placed) {
      const order = byId(transactionId);
      if (order === undefined) return false;
      const status = order.status === "creating" ? "pending" : order.status;
      Object.assign(order, placed, { status, leaseUntil: 0 });
      return true;
    },
    async changeOrder(transactionId, decide) {
      const order = byId(transactionId);
      if (order === undefined) return undefined;
      const change = decide({ ...order }, undefined);
      if (change !== undefined) apply(order, change);
      return { ...order };
    },
    claimDueOrders: async (now, until, limit) =>
      orders
        .filter(({ status }) => ["creating", "pending", "failed"].includes(status))
        .filter(({ dueAt, leaseUntil }) => dueAt <= now && leaseUntil <= now)
        .sort((a, b) => compare(a.dueAt, b.dueAt) || compare(a.transactionId, b.transactionId))
        .slice(0, limit)
        .map((order) => ({ ...Object.assign(order, { leaseUntil: until, looks: order.looks + 1 }) })),
    ledgerOf: async (clientId, userId) =>
      ledger
        .filter((entry) => entry.clientId === clientId && entry.userId === userId)
        .sort((a, b) => compare(a.paidAt, b.paidAt) || compare(a.transactionId, b.transactionId))
        .map((entry) => ({ ...entry })),
    claimDueDeliveries: async (now, until, limit, except = []) =>
      deliveries
        .filter(
          ({ state, dueAt, clientId }) => state === "waiting" && dueAt <= now && !except.includes(clientId),
        )
        .sort((a, b) => compare(a.dueAt, b.dueAt) || compare(a.eventId, b.eventId))
        .slice(0, limit)
        .map((delivery) => ({ ...Object.assign(delivery, { dueAt: until }) })),
    async updateDelivery(eventId, change) {
      for (const delivery of deliveries) if (delivery.eventId === eventId) Object.assign(delivery, change);
    },
    listDeliveries: async ({ state, limit }) =>
      deliveries
        .filter((delivery) => state === undefined || delivery.state === state)
        .sort((a, b) => compare(b.createdAt, a.createdAt))
        .slice(0, limit)
        .map((delivery) => ({ ...delivery })),
  };
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function copy(order: Order | undefined): Order | undefined {
  return order && { ...order };
}

function isAsked(order: Order, { clientId, userId, status, orderId, after }: OrderQuery): boolean {
  const isAfter =
    after === undefined ||
    order.createdAt < after.createdAt ||
    (order.createdAt === after.createdAt && order.transactionId < after.transactionId);
  return (
    isAfter &&
    order.clientId === clientId &&
    [undefined, order.userId].includes(userId) &&
    [undefined, order.status].includes(status) &&
    [undefined, order.orderId].includes(orderId)
  );
}
