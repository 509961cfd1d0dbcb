import type {
  Client,
  Delivery,
  LedgerEntry,
  NotificationRecord,
  Order,
  Package,
  RefreshToken,
  Store,
} from "@renewal/engine";

/** A store, and what a test must do to it beyond the port. */
export interface StoreUnderTest {
  store: Store;
  /** As many processes that share the store; where there is but one, it comes several times. */
  instances(count: number): Promise<Store[]>;
  addClient(client: Client): Promise<void>;
  setPackages(packages: readonly Package[]): Promise<void>;
  notificationsOf(transactionId: string): Promise<NotificationRecord[]>;
  refreshTokensOf(family: string): Promise<RefreshToken[]>;
  /** Forgets everything. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** What a part of the contract gets: the store of the moment. */
export type Subject = () => StoreUnderTest;

let made = 0;

/** A number that no other thing of this run has; later ones sort later, as text too. */
function next(): string {
  made += 1;
  return String(made).padStart(10, "0");
}

/** An order in `creating`, different from every other in its ids alone. */
export function newOrder(about: Partial<Order> = {}): Order {
  const number = next();
  return {
    transactionId: `TXN${number}`,
    clientId: "shop",
    userId: "ann",
    orderId: `ORD-${number}`,
    fingerprint: "f".repeat(64),
    status: "creating",
    minorUnits: 9_999,
    currency: "CNY",
    subject: "Annual Membership",
    packageId: "yearly",
    months: 12,
    createdAt: 1_000,
    updatedAt: 1_000,
    expiresAt: 90_000,
    leaseUntil: 0,
    dueAt: 2_000,
    looks: 0,
    ...about,
  };
}

export function paymentOf(order: Order, paidAt: number): LedgerEntry {
  const { transactionId, clientId, userId, orderId, packageId, months, minorUnits, currency } = order;
  return { transactionId, clientId, userId, orderId, packageId, months, minorUnits, currency, paidAt };
}

export function notificationOf(order: Order, about: Partial<NotificationRecord> = {}): NotificationRecord {
  const { transactionId, minorUnits, currency } = order;
  return {
    ...{ transactionId, minorUnits, currency },
    status: "paid",
    timestamp: 5_000,
    receivedAt: 5_100,
    outcome: "applied",
    ...about,
  };
}

export function deliveryOf(order: Order, about: Partial<Delivery> = {}): Delivery {
  return {
    eventId: `evt_${next()}`,
    clientId: order.clientId,
    transactionId: order.transactionId,
    url: "https://shop.example.com/hook",
    body: '{"type":"payment.updated"}',
    state: "waiting",
    attempts: 0,
    createdAt: 6_000,
    dueAt: 6_000,
    ...about,
  };
}

export function newToken(about: Partial<RefreshToken> = {}): RefreshToken {
  const number = next();
  return {
    hash: number.padStart(64, "a"),
    family: `fam_${number}`,
    clientId: "shop",
    userId: "ann",
    issuedAt: 1_000,
    expiresAt: 900_000,
    ...about,
  };
}

/** Keeps an order and its delivery, as a report of the gateway would. */
export async function keepDelivery(store: Store, about: Partial<Delivery> = {}): Promise<Delivery> {
  const { order } = await store.insertOrder(newOrder({ status: "pending", dueAt: 1e12 }));
  const delivery = deliveryOf(order, about);
  await store.changeOrder(order.transactionId, () => ({ delivery }));
  return delivery;
}

/** Runs the same thing that many times, all started before any is waited for. */
export function atOnce<T>(count: number, start: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => start(index)));
}
