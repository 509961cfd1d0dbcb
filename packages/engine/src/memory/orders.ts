import type { NotificationRecord, Order } from "../model.ts";
import type { OrderChange, OrderQuery, Store } from "../ports.ts";
import type { MemoryTables } from "./tables.ts";

type OrderMethods = Pick<
  Store,
  | "insertOrder"
  | "findOrder"
  | "findOrderByOrderId"
  | "listOrders"
  | "takeLease"
  | "placeOrder"
  | "changeOrder"
  | "claimDueOrders"
  | "claimDueRefunds"
  | "ledgerOf"
>;

export function memoryOrders(tables: MemoryTables): OrderMethods {
  const copy = (order: Order | undefined) => (order === undefined ? undefined : { ...order });
  return {
    ...claims(tables),
    insertOrder(order) {
      const known = tables.orders.named(order.clientId, order.userId, order.orderId);
      if (known !== undefined) return { inserted: false, order: { ...known } };
      tables.orders.set(order.transactionId, { ...order });
      return { inserted: true, order };
    },
    findOrder: async (transactionId) => copy(tables.orders.get(transactionId)),
    findOrderByOrderId: async (...name) => copy(tables.orders.named(...name)),
    listOrders: async (query) =>
      [...tables.orders.values()]
        .filter((order) => matches(order, query))
        .sort(newestFirst)
        .slice(0, query.limit)
        .map((order) => ({ ...order })),
    placeOrder(transactionId, placed) {
      const order = tables.orders.get(transactionId);
      if (order === undefined) return false;
      const status = order.status === "creating" ? "pending" : order.status;
      tables.orders.change(order, { ...placed, status, leaseUntil: 0 });
      return true;
    },
    async changeOrder(transactionId, decide, refundId) {
      const order = tables.orders.get(transactionId);
      if (order === undefined) return undefined;
      const refund =
        refundId === undefined ? undefined : tables.refunds.get(refundKey(transactionId, refundId));
      const change = decide({ ...order }, refund && { ...refund });
      if (change !== undefined) write(tables, order, change);
      if (change?.refund !== undefined)
        tables.refunds.set(refundKey(transactionId, change.refund.refundId), { ...change.refund });
      return { ...order };
    },
    ledgerOf: (clientId, userId) => tables.ledger.of(clientId, userId),
  };
}

/** What only one of several callers gets. */
function claims(tables: MemoryTables): Pick<Store, "takeLease" | "claimDueOrders" | "claimDueRefunds"> {
  return {
    async takeLease(transactionId, now, until) {
      const order = tables.orders.get(transactionId);
      if (order === undefined || order.status !== "creating" || order.leaseUntil > now) return undefined;
      tables.orders.change(order, { leaseUntil: until });
      return { ...order };
    },
    async claimDueOrders(now, until, limit) {
      const due = tables.orders.due(now).slice(0, limit);
      return due.map((order) => {
        tables.orders.change(order, { leaseUntil: until, looks: order.looks + 1 });
        return { ...order };
      });
    },
    async claimDueRefunds(now, until, limit) {
      const due = [...tables.refunds.values()]
        .filter(({ state, dueAt, leaseUntil }) => state === "asked" && dueAt <= now && leaseUntil <= now)
        .sort((a, b) => a.dueAt - b.dueAt);
      return due.slice(0, limit).map((refund) => {
        refund.leaseUntil = until;
        refund.looks += 1;
        return { ...refund };
      });
    },
  };
}

/** Where the refund stands in its table. */
export function refundKey(transactionId: string, refundId: string): string {
  return JSON.stringify([transactionId, refundId]);
}

function matches(order: Order, query: OrderQuery): boolean {
  const { after } = query;
  return (
    order.clientId === query.clientId &&
    (query.userId === undefined || order.userId === query.userId) &&
    (query.status === undefined || order.status === query.status) &&
    (query.orderId === undefined || order.orderId === query.orderId) &&
    (after === undefined ||
      order.createdAt < after.createdAt ||
      (order.createdAt === after.createdAt && order.transactionId < after.transactionId))
  );
}

function newestFirst(a: Order, b: Order): number {
  return b.createdAt - a.createdAt || (a.transactionId < b.transactionId ? 1 : -1);
}

function write(tables: MemoryTables, order: Order, change: OrderChange): void {
  if (change.order !== undefined) tables.orders.change(order, change.order);
  const { notification, payment, delivery } = change;
  if (notification !== undefined) note(tables.notifications, notification);
  if (payment !== undefined) {
    const known = tables.ledger.get(payment.transactionId);
    if (known === undefined || payment.paidAt < known.paidAt) {
      tables.ledger.set(payment.transactionId, { ...payment });
    }
  }
  if (change.voidPayment !== undefined) tables.ledger.delete(order.transactionId);
  if (delivery !== undefined) tables.deliveries.set(delivery.eventId, { ...delivery });
}

/** What stands in each list of notifications; made anew when somebody else has put something into the list. */
const noted = new WeakMap<NotificationRecord[], Set<string>>();

function note(records: NotificationRecord[], record: NotificationRecord): void {
  let known = noted.get(records);
  if (known?.size !== records.length) {
    known = new Set(records.map(notificationKey));
    noted.set(records, known);
  }
  const key = notificationKey(record);
  if (known.has(key)) return;
  known.add(key);
  records.push({ ...record });
}

function notificationKey({ transactionId, status, timestamp }: NotificationRecord): string {
  return `${transactionId} ${status} ${timestamp}`;
}
