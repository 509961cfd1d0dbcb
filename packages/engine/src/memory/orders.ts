import type { NotificationRecord, Order } from "../model.ts";
import { isOpen } from "../payments/states.ts";
import type { OrderChange, OrderQuery, Placed, Store } from "../ports.ts";
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

/** @param byOrderId the transaction id of each order, by whose order it is */
export function memoryOrders(tables: MemoryTables, byOrderId: Map<string, string>): OrderMethods {
  const copy = (order: Order | undefined) => (order === undefined ? undefined : { ...order });
  const find = (key: string) => {
    const transactionId = byOrderId.get(key);
    return transactionId === undefined ? undefined : tables.orders.get(transactionId);
  };
  return {
    ...claims(tables),
    async insertOrder(order) {
      const key = orderKey(order.clientId, order.userId, order.orderId);
      const known = find(key);
      if (known !== undefined) return { inserted: false, order: { ...known } };
      tables.orders.set(order.transactionId, { ...order });
      byOrderId.set(key, order.transactionId);
      return { inserted: true, order };
    },
    findOrder: async (transactionId) => copy(tables.orders.get(transactionId)),
    findOrderByOrderId: async (clientId, userId, orderId) => copy(find(orderKey(clientId, userId, orderId))),
    listOrders: async (query) =>
      [...tables.orders.values()]
        .filter((order) => matches(order, query))
        .sort(newestFirst)
        .slice(0, query.limit)
        .map((order) => ({ ...order })),
    async placeOrder(transactionId, placed) {
      const order = tables.orders.get(transactionId);
      if (order === undefined) return undefined;
      place(order, placed);
      return { ...order };
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
    ledgerOf: async (clientId, userId) => tables.ledger.of(clientId, userId),
  };
}

/** What only one of several callers gets. */
function claims(tables: MemoryTables): Pick<Store, "takeLease" | "claimDueOrders" | "claimDueRefunds"> {
  return {
    async takeLease(transactionId, now, until) {
      const order = tables.orders.get(transactionId);
      if (order === undefined || order.status !== "creating" || order.leaseUntil > now) return undefined;
      order.leaseUntil = until;
      return { ...order };
    },
    async claimDueOrders(now, until, limit) {
      const due: Order[] = [];
      // There may be many orders and few that are due: a list of all of them is not made.
      for (const order of tables.orders.values()) if (isDue(order, now)) due.push(order);
      due.sort((a, b) => a.dueAt - b.dueAt);
      return due.slice(0, limit).map((order) => {
        order.leaseUntil = until;
        order.looks += 1;
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

/** The document lets none of the three have a space. Joined, the key is one text; a template's would be kept in pieces. */
function orderKey(clientId: string, userId: string, orderId: string): string {
  return [clientId, userId, orderId].join(" ");
}

/** Where the refund stands in its table. */
export function refundKey(transactionId: string, refundId: string): string {
  return JSON.stringify([transactionId, refundId]);
}

function isDue(order: Order, now: number): boolean {
  return isOpen(order) && order.dueAt <= now && order.leaseUntil <= now;
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

function place(order: Order, { paymentUrl, updatedAt, dueAt }: Placed): void {
  order.paymentUrl = paymentUrl;
  order.updatedAt = updatedAt;
  order.dueAt = dueAt;
  order.leaseUntil = 0;
  if (order.status === "creating") order.status = "pending";
}

function write(tables: MemoryTables, order: Order, change: OrderChange): void {
  Object.assign(order, change.order);
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
