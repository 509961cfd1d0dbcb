import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newOrder } from "../../../packages/engine/test/store-contract/store-under-test.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { sqliteDatabase, type TestDatabase } from "./databases.ts";

let database: TestDatabase;
let storage: Storage;
beforeEach(async () => {
  database = await sqliteDatabase();
  storage = database.open();
  await storage.migrate();
});
afterEach(() => database.drop());

test("of a hundred changes at the same moment each is whole, and one that fails takes back itself alone", async () => {
  const orders = Array.from({ length: 100 }, () => newOrder());
  const inserted = await Promise.all(orders.map((order) => storage.store.insertOrder(order)));
  expect(inserted.every((each) => each.inserted)).toBe(true);
  const changes = await Promise.allSettled(
    orders.map(({ transactionId }, index) =>
      storage.store.changeOrder(transactionId, () => {
        if (index % 3 === 0) throw new Error("It was not to be.");
        return { order: { subject: `changed ${index}` } };
      }),
    ),
  );
  expect(changes.map(({ status }) => status === "rejected")).toEqual(
    orders.map((_, index) => index % 3 === 0),
  );
  for (const [index, { transactionId, subject }] of orders.entries()) {
    const expected = index % 3 === 0 ? subject : `changed ${index}`;
    expect((await storage.store.findOrder(transactionId))?.subject).toBe(expected);
  }
});

test("a read beside a transaction sees it whole or not at all, and another process sees what was answered", async () => {
  const order = newOrder();
  await storage.store.insertOrder(order);
  const other = database.open();
  const seen: (string | undefined)[] = [];
  const change = storage.store
    .changeOrder(order.transactionId, () => ({ order: { subject: "new" } }))
    .then(async () => seen.push((await other.store.findOrder(order.transactionId))?.subject));
  const beside = storage.store.findOrder(order.transactionId);
  await change;
  expect(seen).toEqual(["new"]);
  expect([order.subject, "new"]).toContain((await beside)?.subject);
});

test("a write beside the closing of the store is there exactly if it was acknowledged", async () => {
  const orders = Array.from({ length: 20 }, () => newOrder());
  const writing = orders.map((order) =>
    storage.store.insertOrder(order).then(
      () => true,
      () => false,
    ),
  );
  await Promise.race([writing[0], new Promise((resolve) => setImmediate(resolve))]);
  await storage.close();
  const acknowledged = await Promise.all(writing);
  const again = database.open();
  const found = await Promise.all(orders.map(({ transactionId }) => again.store.findOrder(transactionId)));
  expect(found.map((order) => order !== undefined)).toEqual(acknowledged);
});

test("a column that another process adds meanwhile changes no answer", async () => {
  const order = newOrder();
  await storage.store.insertOrder(order);
  expect(await storage.store.findOrder(order.transactionId)).toEqual(order);
  const other = new DatabaseSync(database.location.file);
  other.exec("alter table orders add column added_later text");
  other.close();
  expect(await storage.store.findOrder(order.transactionId)).toEqual(order);
  expect(await storage.store.findOrderByOrderId("shop", "ann", order.orderId)).toEqual(order);
  const changed = await storage.store.changeOrder(order.transactionId, () => ({ order: { looks: 7 } }));
  expect(changed).toEqual({ ...order, looks: 7 });
});
