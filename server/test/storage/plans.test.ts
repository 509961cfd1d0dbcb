import { DatabaseSync } from "node:sqlite";
import { CompiledQuery, sql } from "kysely";
import pg from "pg";
import { afterAll, describe, expect, it, vi } from "vitest";
import { newOrder, newToken } from "../../../packages/engine/test/store-contract/store-under-test.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { databases, type TestDatabase } from "./databases.ts";

const rows = 20_000;

/** Tables as after a good year: nearly everything is done, and little of it belongs to one member. */
async function fill({ connection }: Storage): Promise<void> {
  const numbers =
    connection.dialect.name === "postgres"
      ? `select n from generate_series(1, ${rows}) as numbers (n)`
      : `with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ${rows}) select n from numbers`;
  const id = `'TXN' || (100000000 + n)`;
  const status = `case when n % 500 = 0 then 'pending' when n % 700 = 0 then 'closed' else 'paid' end`;
  const shop = `'shop' || (n % 3), 'user' || (n % 1000)`;
  for (const statement of [
    `insert into orders select ${id}, ${shop}, 'ORD-' || n, 'f', ${status}, 9999, 'CNY', 'subject', 'yearly', 12,
       null, null, null, n, n, n, n, null, null, 0, n, 0, null, null, null from (${numbers}) as numbered`,
    `insert into ledger select transaction_id, client_id, user_id, order_id, package_id, months, minor_units, currency,
       created_at from orders where status = 'paid'`,
    `insert into notifications select transaction_id, 'paid', 9999, 'CNY', created_at, created_at, 'applied' from orders`,
    `insert into refunds select transaction_id, 'REF', 1, 'done', n, n, 0, n, 0
       from (select *, created_at as n from orders) as numbered where status = 'paid'`,
    `insert into deliveries select 'evt_' || transaction_id, client_id, transaction_id, 'https://x', '{}',
       case when status = 'pending' then 'waiting' when status = 'closed' then 'dead' else 'delivered' end,
       1, created_at, created_at, null, null, created_at from orders`,
    `insert into refresh_tokens select 'hash' || n, 'fam' || (n % 900), ${shop}, n, n, n, null from (${numbers}) as numbered`,
    `insert into sandbox_payments select transaction_id, case when status = 'pending' then created_at end,
       '{"claimedUntil":0,"notifications":[{"dueAt":1}],"transactionId":"' || transaction_id || '"}' from orders`,
    "analyze",
  ]) {
    await sql.raw(statement).execute(connection.db);
  }
}

/** Everything that a running server asks of its store, as often as it is asked. */
async function useEverything({ store, sandbox }: Storage): Promise<void> {
  const { order } = await store.insertOrder(newOrder({ clientId: "shop1", userId: "user7" }));
  await store.insertOrder(order);
  await store.findOrder(order.transactionId);
  const after = { createdAt: rows / 2, transactionId: "TXN100010000" };
  for (const about of [
    { userId: "user7" },
    { userId: "user7", status: "paid" as const },
    { userId: "user7", orderId: "ORD-7" },
    {},
    { after },
    { status: "closed" as const },
    { status: "refunded" as const, after },
    { orderId: "ORD-7" },
  ]) {
    await store.listOrders({ clientId: "shop1", limit: 20, ...about });
  }
  await store.takeLease(order.transactionId, 1, 2);
  await store.placeOrder(order.transactionId, {
    paymentUrl: "https://pay.example.com/1",
    updatedAt: 1,
    dueAt: 2,
  });
  const payment = { ...order, paidAt: 5 };
  const entry = (({
    transactionId,
    clientId,
    userId,
    orderId,
    packageId,
    months,
    minorUnits,
    currency,
    paidAt,
  }) => ({
    ...{ transactionId, clientId, userId, orderId, packageId, months, minorUnits, currency, paidAt },
  }))(payment);
  await store.changeOrder(order.transactionId, () => ({ order: { looks: 1 }, payment: entry }));
  await store.changeOrder(order.transactionId, () => ({ voidPayment: { at: 1 } }));
  await store.claimDueOrders(rows / 10, rows, 20);
  const refund = { ...{ transactionId: order.transactionId, refundId: "REF1", minorUnits: 1, createdAt: 1 } };
  const asked = { ...refund, state: "asked" as const, leaseUntil: 0, dueAt: 1, looks: 0 };
  await store.changeOrder(order.transactionId, () => ({ refund: asked }), "REF1");
  await store.claimDueRefunds(rows / 10, rows, 20);
  await store.ledgerOf("shop1", "user7");
  await store.insertRefreshToken(newToken({ family: "fam7" }));
  await store.changeRefreshToken("hash7", () => ({ usedAt: 1, revokeFamilyAt: 2 }));
  await store.claimDueDeliveries(rows / 10, rows, 20);
  await store.claimDueDeliveries(rows / 5, rows, 20, ["shop1"]);
  await store.updateDelivery("evt_TXN100000007", { attempts: 2 });
  for (const about of [
    {},
    { state: "dead" as const },
    { clientId: "shop1" },
    { transactionId: order.transactionId },
  ]) {
    await store.findDeliveries({ limit: 20, ...about });
  }
  await store.replayDelivery("evt_TXN100000007", 1);
  await store.replayDeadDeliveries(1, { transactionId: order.transactionId });
  await store.backlog(rows / 10);
  await store.forget(rows / 100, 20);
  await sandbox.find(order.transactionId);
  await sandbox.claimDue(rows / 10, rows, 20);
}

const isOurs = (text: string) => /^(select|insert|update|delete|with) /.test(text) && !text.includes("pg_");

/** What PostgreSQL reads to answer: rows looked at, of all tables together. */
interface Plan {
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Relation Name"?: string;
  Plans?: Plan[];
}

function looked(plan: Plan): number {
  const here =
    plan["Relation Name"] === undefined
      ? 0
      : (plan["Actual Rows"] + (plan["Rows Removed by Filter"] ?? 0)) * plan["Actual Loops"];
  return here + (plan.Plans ?? []).reduce((sum, below) => sum + looked(below), 0);
}

describe("no call looks at more rows than it answers or changes, but for a few", () => {
  const opened: TestDatabase[] = [];
  afterAll(() => Promise.all(opened.map((database) => database.drop())));

  async function prepared(name: string): Promise<Storage> {
    const database = await databases[name === "SQLite" ? 0 : 1][1]();
    opened.push(database);
    const filling = database.open();
    await filling.migrate();
    await fill(filling);
    return database.open();
  }

  it("on PostgreSQL", async () => {
    const storage = await prepared("PostgreSQL");
    const spy = vi.spyOn(pg.Client.prototype, "query");
    await useEverything(storage);
    const calls = spy.mock.calls as unknown as [{ text: string; values: unknown[] }][];
    // An insert looks at nothing, and can be done but once.
    const queries = new Map(
      calls
        .filter(([{ text }]) => isOurs(text) && !text.startsWith("insert"))
        .map(([{ text, values }]) => [text, values]),
    );
    spy.mockRestore();
    const { db } = storage.connection;
    for (const [text, parameters] of queries) {
      const read = await db.transaction().execute(async (transaction) => {
        const explain = CompiledQuery.raw(`explain (analyze, format json) ${text}`, parameters);
        const { rows } = await transaction.executeQuery<Record<string, [{ Plan: Plan }]>>(explain);
        const [[{ Plan }]] = Object.values(rows[0] ?? {}) as [[{ Plan: Plan }]];
        return looked(Plan);
      });
      expect(read, text).toBeLessThan(500);
    }
    console.log(`  ${queries.size} statements`);
    expect(queries.size).toBeGreaterThan(25);
  }, 60_000);

  it("on SQLite", async () => {
    const storage = await prepared("SQLite");
    const spy = vi.spyOn(DatabaseSync.prototype, "prepare");
    await useEverything(storage);
    const queries = new Set(spy.mock.calls.map(([text]) => text).filter(isOurs));
    spy.mockRestore();
    for (const text of queries) {
      const parameters = Array.from(text.matchAll(/\?/g), () => null);
      const explain = CompiledQuery.raw(`explain query plan ${text}`, parameters);
      const { rows } = await storage.connection.db.executeQuery<{ detail: string }>(explain);
      for (const { detail } of rows) {
        expect(detail, text).not.toMatch(
          /^SCAN (orders|ledger|refunds|notifications|deliveries|refresh_tokens|sandbox)\w*$/,
        );
      }
    }
    console.log(`  ${queries.size} statements`);
    expect(queries.size).toBeGreaterThan(30);
  }, 60_000);
});
