import type {
  Client,
  Delivery,
  LedgerEntry,
  NotificationRecord,
  Order,
  Package,
  RefreshToken,
} from "../model.ts";
import { defaultPackages } from "../packages/list.ts";
import type { OrderChange, OrderQuery, Store } from "../ports.ts";

/** A store in this process' memory, and what a test or a mock may look at and set. */
export interface MemoryStore extends Store {
  /** The tables as they are; changing them changes what is remembered. */
  readonly tables: MemoryTables;
  /** Forgets everything but the packages and clients it was made with. */
  reset(): void;
}

export interface MemoryTables {
  orders: Map<string, Order>;
  ledger: Map<string, LedgerEntry>;
  notifications: NotificationRecord[];
  refreshTokens: Map<string, RefreshToken>;
  deliveries: Map<string, Delivery>;
  packages: Package[];
  clients: Map<string, Client>;
}

/**
 * The store port over plain maps. Everything happens at once, so every promise of the port about concurrency holds by
 * itself; nothing survives the process.
 */
export function memoryStore(
  options: { packages?: readonly Package[]; clients?: readonly Client[] } = {},
): MemoryStore {
  const tables = emptyTables();
  const byOrderId = new Map<string, string>();
  const reset = () => {
    Object.assign(tables, emptyTables(), {
      packages: (options.packages ?? defaultPackages).map((entry) => ({ ...entry })),
      clients: new Map((options.clients ?? []).map((client) => [client.clientId, { ...client }])),
    });
    byOrderId.clear();
  };
  reset();
  return {
    tables,
    reset,
    ...orders(tables, byOrderId),
    ...tokens(tables),
    ...deliveries(tables),
    ...catalogue(tables),
  };
}

function emptyTables(): MemoryTables {
  return {
    orders: new Map(),
    ledger: new Map(),
    notifications: [],
    refreshTokens: new Map(),
    deliveries: new Map(),
    packages: [],
    clients: new Map(),
  };
}

type OrderMethods = Pick<
  Store,
  | "insertOrder"
  | "findOrder"
  | "findOrderByOrderId"
  | "listOrders"
  | "takeLease"
  | "changeOrder"
  | "claimDueOrders"
  | "ledgerOf"
>;

function orders(tables: MemoryTables, byOrderId: Map<string, string>): OrderMethods {
  const copy = (order: Order | undefined) => (order === undefined ? undefined : { ...order });
  const find = (key: string) => tables.orders.get(byOrderId.get(key) ?? "");
  return {
    async insertOrder(order) {
      const key = orderKey(order.clientId, order.userId, order.orderId);
      const known = find(key);
      if (known !== undefined) return { inserted: false, order: { ...known } };
      tables.orders.set(order.transactionId, { ...order });
      byOrderId.set(key, order.transactionId);
      return { inserted: true, order: { ...order } };
    },
    findOrder: async (transactionId) => copy(tables.orders.get(transactionId)),
    findOrderByOrderId: async (clientId, userId, orderId) => copy(find(orderKey(clientId, userId, orderId))),
    listOrders: async (query) =>
      [...tables.orders.values()]
        .filter((order) => matches(order, query))
        .sort(newestFirst)
        .slice(0, query.limit)
        .map((order) => ({ ...order })),
    async takeLease(transactionId, now, until) {
      const order = tables.orders.get(transactionId);
      if (order === undefined || order.status !== "creating" || order.leaseUntil > now) return undefined;
      order.leaseUntil = until;
      return { ...order };
    },
    async changeOrder(transactionId, decide) {
      const order = tables.orders.get(transactionId);
      if (order === undefined) return undefined;
      const change = decide({ ...order });
      if (change !== undefined) write(tables, order, change);
      return { ...order };
    },
    async claimDueOrders(now, until, limit) {
      const due = [...tables.orders.values()]
        .filter((order) => isDue(order, now))
        .sort((a, b) => a.dueAt - b.dueAt);
      return due.slice(0, limit).map((order) => {
        order.leaseUntil = until;
        order.looks += 1;
        return { ...order };
      });
    },
    ledgerOf: async (clientId, userId) =>
      [...tables.ledger.values()]
        .filter((entry) => entry.clientId === clientId && entry.userId === userId)
        .sort((a, b) => a.paidAt - b.paidAt || (a.transactionId < b.transactionId ? -1 : 1))
        .map((entry) => ({ ...entry })),
  };
}

function orderKey(clientId: string, userId: string, orderId: string): string {
  return JSON.stringify([clientId, userId, orderId]);
}

function isDue(order: Order, now: number): boolean {
  const open = order.status === "creating" || order.status === "pending" || order.status === "failed";
  return open && order.dueAt <= now && order.leaseUntil <= now;
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
  Object.assign(order, change.order);
  const { notification, payment, delivery } = change;
  if (
    notification !== undefined &&
    !tables.notifications.some((known) => sameNotification(known, notification))
  ) {
    tables.notifications.push({ ...notification });
  }
  if (payment !== undefined) {
    const known = tables.ledger.get(payment.transactionId);
    if (known === undefined || payment.paidAt < known.paidAt) {
      tables.ledger.set(payment.transactionId, { ...payment });
    }
  }
  if (change.voidPayment !== undefined) tables.ledger.delete(order.transactionId);
  if (delivery !== undefined) tables.deliveries.set(delivery.eventId, { ...delivery });
}

function sameNotification(a: NotificationRecord, b: NotificationRecord): boolean {
  return a.transactionId === b.transactionId && a.status === b.status && a.timestamp === b.timestamp;
}

function tokens(tables: MemoryTables): Pick<Store, "insertRefreshToken" | "changeRefreshToken"> {
  return {
    async insertRefreshToken(token) {
      tables.refreshTokens.set(token.hash, { ...token });
    },
    async changeRefreshToken(hash, decide) {
      const token = tables.refreshTokens.get(hash);
      if (token === undefined) return undefined;
      const before = { ...token };
      const change = decide(before);
      if (change?.usedAt !== undefined) token.usedAt ??= change.usedAt;
      if (change?.successor !== undefined)
        tables.refreshTokens.set(change.successor.hash, { ...change.successor });
      if (change?.revokeFamilyAt !== undefined) {
        for (const member of tables.refreshTokens.values()) {
          if (member.family === token.family) member.revokedAt ??= change.revokeFamilyAt;
        }
      }
      return before;
    },
  };
}

function deliveries(
  tables: MemoryTables,
): Pick<Store, "claimDueDeliveries" | "updateDelivery" | "listDeliveries"> {
  return {
    async claimDueDeliveries(now, until, limit) {
      const due = [...tables.deliveries.values()]
        .filter((delivery) => delivery.state === "waiting" && delivery.dueAt <= now)
        .sort((a, b) => a.dueAt - b.dueAt);
      return due.slice(0, limit).map((delivery) => {
        delivery.dueAt = until;
        return { ...delivery };
      });
    },
    async updateDelivery(eventId, change) {
      const delivery = tables.deliveries.get(eventId);
      if (delivery !== undefined) Object.assign(delivery, change);
    },
    listDeliveries: async ({ state, limit }) =>
      [...tables.deliveries.values()]
        .filter((delivery) => state === undefined || delivery.state === state)
        .sort((a, b) => b.createdAt - a.createdAt)
        .slice(0, limit)
        .map((delivery) => ({ ...delivery })),
  };
}

function catalogue(tables: MemoryTables): Pick<Store, "activePackages" | "findClient"> {
  return {
    activePackages: async () =>
      tables.packages
        .filter((offer) => offer.active)
        .sort((a, b) => a.minorUnits - b.minorUnits)
        .map((offer) => ({ ...offer })),
    async findClient(clientId) {
      const client = tables.clients.get(clientId);
      return client === undefined ? undefined : { ...client };
    },
  };
}
