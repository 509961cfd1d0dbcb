import type { Order } from "@renewal/engine";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newOrder } from "../../../packages/engine/test/store-contract/store-under-test.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { databases, run, type TestDatabase } from "./databases.ts";

let database: TestDatabase;
let storage: Storage;
let other: pg.Client;

beforeAll(async () => {
  database = await databases[1][1]();
  storage = database.open();
  await storage.migrate();
  other = new pg.Client(database.location.url);
  await other.connect();
});
afterAll(async () => {
  await other?.end();
  await database?.drop();
});

const insert = (order: Order) => storage.store.insertOrder(order);
const placed = { paymentUrl: "https://pay.example.com/1", updatedAt: 1, dueAt: 2 };
const place = ({ transactionId }: Order) => storage.store.placeOrder(transactionId, placed);
const some = (count: number) => Array.from({ length: count }, () => newOrder());

/** How many transactions have written until now. */
async function written(): Promise<number> {
  const { rows } = await other.query("select pg_current_xact_id()::text as count");
  return Number(rows[0].count);
}

test("200 orders at once are inserted and placed in a few transactions, each as if it were alone", async () => {
  const orders = some(200);
  const before = await written();
  const inserted = await Promise.all(orders.map(insert));
  expect(inserted).toEqual(orders.map((order) => ({ inserted: true, order })));
  expect(await Promise.all(orders.map(place))).toEqual(orders.map(() => true));
  expect((await written()) - before).toBeLessThan(20);
  expect(
    await Promise.all(orders.map(({ transactionId }) => storage.store.findOrder(transactionId))),
  ).toEqual(orders.map((order) => ({ ...order, ...placed, status: "pending", leaseUntil: 0 })));
});

test("of 100 orders of which every second has an order_id that is there, each is answered rightly", async () => {
  const earlier = some(50);
  await Promise.all(earlier.map(insert));
  const again = earlier.flatMap(({ clientId, userId, orderId }) => [
    newOrder({ clientId, userId, orderId }),
    newOrder(),
  ]);
  const answers = await Promise.all(again.map(insert));
  expect(answers).toEqual(
    again.map((order, index) =>
      index % 2 === 0 ? { inserted: false, order: earlier[index / 2] } : { inserted: true, order },
    ),
  );
});

test("an order that the database refuses is refused alone", async () => {
  const orders = some(30).map((order, index) => (index === 17 ? { ...order, months: 0 } : order));
  const answers = await Promise.allSettled(orders.map(insert));
  expect(answers.map(({ status }) => status)).toEqual(
    orders.map((_, index) => (index === 17 ? "rejected" : "fulfilled")),
  );
});

test("an order that somebody else is at work on holds up nobody but its own caller", async () => {
  const orders = some(30);
  await Promise.all(orders.map(insert));
  const [first, ...others] = orders as [Order, ...Order[]];
  await other.query("begin");
  await other.query("select * from orders where transaction_id = $1 for update", [others[9]?.transactionId]);
  let isPlaced = false;
  const waiting = others.map(place);
  const held = waiting[9]?.then(() => {
    isPlaced = true;
  });
  await Promise.all([place(first), ...waiting.filter((_, index) => index !== 9)]);
  expect(isPlaced).toBe(false);
  await other.query("commit");
  await held;
  const now = await storage.store.findOrder(others[9]?.transactionId as string);
  expect(now?.status).toBe("pending");
});

test("an order that is not there is answered as such among others that are", async () => {
  const orders = some(20);
  await Promise.all(orders.filter((_, index) => index !== 5).map(insert));
  expect(await Promise.all(orders.map(place))).toEqual(orders.map((_, index) => index !== 5));
});

test("however many orders there came since the server began, placing some reads none of the others", async () => {
  const own = await databases[1][1]();
  try {
    const storage = own.open({ poolSize: 2 });
    const { store } = storage;
    await storage.migrate();
    const insertAll = (count: number) =>
      Promise.all(some(count).map(async (order) => (await store.insertOrder(order)).order));
    const placeAll = (orders: Order[]) =>
      Promise.all(orders.map(({ transactionId }) => store.placeOrder(transactionId, placed)));
    for (let round = 0; round < 12; round++) await placeAll(await insertAll(6));
    const later = (await insertAll(5_000)).slice(0, 30);
    const before = await rowsRead(own, storage, 72);
    await placeAll(later);
    expect(await rowsRead(own, storage, 72 + 30)).toBe(before);
  } finally {
    await own.drop();
  }
});

/** How many orders were read by looking through all of them, once PostgreSQL has counted so many updates. */
async function rowsRead({ location }: TestDatabase, storage: Storage, updates: number): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    // A session tells what it has counted when it is used again.
    await Promise.all([storage.ping(), storage.ping()]);
    const { rows } = await run(
      location.url as string,
      "select n_tup_upd::int as updates, seq_tup_read::int as read from pg_stat_user_tables where relname = 'orders'",
    );
    if (rows[0].updates >= updates) return rows[0].read;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`PostgreSQL has not counted ${updates} updates in ten seconds.`);
}
