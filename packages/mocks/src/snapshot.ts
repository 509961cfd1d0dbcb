import { type MemoryTables, refundKey } from "@renewal/engine";
import type { SandboxPayment } from "@renewal/engine/sandbox";
import type { SentDelivery } from "./deliveries.ts";
import type { Town } from "./town.ts";

type Rows = {
  [Name in keyof MemoryTables]: MemoryTables[Name] extends Map<string, infer Row>
    ? Row[]
    : MemoryTables[Name];
};

/** All that the mock remembers, as JSON; the counting of requests alone begins anew. */
export interface Snapshot {
  version: 1;
  now: number;
  drawn: number;
  tables: Omit<Rows, "packages" | "clients">;
  payments: SandboxPayment[];
  deliveries: SentDelivery[];
  key: JsonWebKey;
}

export async function snapshot(town: Town, sent: readonly SentDelivery[]): Promise<Snapshot> {
  const { orders, ledger, refunds, notifications, refreshTokens, deliveries } = town.store.tables;
  return {
    ...{ version: 1, now: town.clock.now(), drawn: town.chance.drawn },
    tables: {
      orders: [...orders.values()],
      ledger: [...ledger.values()],
      refunds: [...refunds.values()],
      notifications: [...notifications],
      refreshTokens: [...refreshTokens.values()],
      deliveries: [...deliveries.values()],
    },
    payments: [...town.payments.rows.values()],
    deliveries: [...sent],
    key: await town.tokens.exportKey(),
  };
}

export function restore(town: Town, sent: SentDelivery[], from: Snapshot): void {
  const { tables } = town.store;
  town.store.reset();
  town.dueAt = undefined;
  town.ready = town.ready.then(town.addClients);
  for (const order of from.tables.orders) void town.store.insertOrder(order);
  for (const entry of from.tables.ledger) tables.ledger.set(entry.transactionId, entry);
  for (const refund of from.tables.refunds)
    tables.refunds.set(refundKey(refund.transactionId, refund.refundId), refund);
  tables.notifications.push(...from.tables.notifications);
  for (const token of from.tables.refreshTokens) tables.refreshTokens.set(token.hash, token);
  for (const delivery of from.tables.deliveries) tables.deliveries.set(delivery.eventId, delivery);
  town.payments.clear();
  for (const payment of from.payments) town.payments.rows.set(payment.transactionId, payment);
  sent.splice(0, sent.length, ...from.deliveries);
  town.chance.drawn = from.drawn;
  town.tokens.importKey(from.key);
  if (town.clock.movable) town.clock.moveTo(from.now);
}
