import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StoreUnavailable } from "@renewal/engine";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newOrder } from "../../../packages/engine/test/store-contract/store-under-test.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { startChild } from "./children.ts";
import { sqliteDatabase, type TestDatabase } from "./databases.ts";

let database: TestDatabase;
let file: string;
beforeEach(async () => {
  database = await sqliteDatabase();
  file = database.location.file;
});
afterEach(() => database?.drop());

const unavailable = (work: Promise<unknown>) => expect(work).rejects.toBeInstanceOf(StoreUnavailable);
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function migrated(): Promise<Storage> {
  const storage = database.open();
  await storage.migrate();
  return storage;
}

describe("while another process writes to SQLite's file", () => {
  const other = () => {
    const connection = new DatabaseSync(file);
    connection.exec("begin immediate");
    return {
      end() {
        connection.exec("rollback");
        connection.close();
      },
    };
  };

  it("reads are answered at once, and writes end after 2 s as StoreUnavailable", async () => {
    const { store } = await migrated();
    const { order } = await store.insertOrder(newOrder());
    const writer = other();
    const start = performance.now();
    const writes = Promise.all(Array.from({ length: 20 }, () => unavailable(store.insertOrder(newOrder()))));
    const change = unavailable(store.changeOrder(order.transactionId, () => ({ order: { looks: 1 } })));
    let longest = 0;
    for (let last = performance.now(); performance.now() - start < 1_500; last = performance.now()) {
      expect(await store.findOrder(order.transactionId)).toEqual(order);
      await wait(5);
      longest = Math.max(longest, performance.now() - last);
    }
    await Promise.all([writes, change]);
    expect(longest).toBeLessThan(1_000);
    expect(performance.now() - start).toBeLessThan(5_000);
    writer.end();
    expect(await store.findOrder(order.transactionId)).toEqual(order);
    expect((await store.insertOrder(newOrder())).inserted).toBe(true);
  });

  it("a write that only has to wait a moment is made", async () => {
    const { store } = await migrated();
    const writer = other();
    setTimeout(() => writer.end(), 400);
    expect((await store.insertOrder(newOrder())).inserted).toBe(true);
  });
});

describe("a file of SQLite", () => {
  it("is safe from the loss of power, and read by its owner alone", async () => {
    const { connection, store } = await migrated();
    await store.insertOrder(newOrder());
    const pragma = async (name: string) =>
      Object.values((await sql.raw<object>(`pragma ${name}`).execute(connection.db)).rows[0] ?? {})[0];
    expect([await pragma("journal_mode"), await pragma("synchronous")]).toEqual(["wal", 2]);
    expect(await pragma("foreign_keys")).toBe(1);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    for (const part of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(part).mode & 0o777).toBe(0o600);
    expect(await database.open().faults()).toEqual([]);
  });

  it("that cannot be opened is StoreUnavailable, and used as soon as it can be", async () => {
    const folder = dirname(file);
    writeFileSync(folder, "a file where the folder belongs");
    const storage = database.open();
    for (const call of [storage.migrate, storage.faults, storage.ping]) await unavailable(call());
    rmSync(folder);
    await storage.migrate();
    expect((await storage.store.insertOrder(newOrder())).inserted).toBe(true);
  });

  it("that is no database is StoreUnavailable", async () => {
    mkdirSync(dirname(file));
    writeFileSync(file, "This is a letter to my aunt.".repeat(200));
    await unavailable(database.open().migrate());
  });

  it("on a disk that is full refuses the write as StoreUnavailable, keeps what it has, and goes on when there is room", async () => {
    const { store } = await migrated();
    const said = await startChild("pay", database, { tag: "F", mostBlocks: 2_400 }).said;
    expect(said.at(-1)).toMatchObject({ error: "StoreUnavailable" });
    const paid = said.flatMap((words) => words.paid ?? []);
    expect(paid.length).toBeGreaterThan(10);
    await expectPaid(store, paid);
    expect((await store.insertOrder(newOrder())).inserted).toBe(true);
  }, 60_000);
});

it("a process that is killed 10 times while it takes payments has every one that it acknowledged, whole", async () => {
  const { store } = await migrated();
  const paid: string[] = [];
  for (let kill = 0; kill < 10; kill += 1) {
    const child = startChild("pay", database, { tag: String.fromCharCode(65 + kill) });
    await new Promise((resolve) => child.process.stdout?.once("data", resolve));
    await wait(Math.random() * 60);
    child.process.kill("SIGKILL");
    paid.push(...(await child.said).flatMap((words) => words.paid ?? []));
  }
  console.log(`  ${paid.length} payments acknowledged, 10 kills, 0 lost`);
  expect(paid.length).toBeGreaterThanOrEqual(10);
  await expectPaid(store, paid);
}, 120_000);

/** All of these are paid, and whatever else is there is paid exactly when it counts. */
async function expectPaid(store: Storage["store"], acknowledged: readonly string[]): Promise<void> {
  const orders = await store.listOrders({ clientId: "shop", userId: "child", limit: 100_000 });
  const ledger = await store.ledgerOf("shop", "child");
  const paid = orders.filter(({ status }) => status === "paid").map(({ transactionId }) => transactionId);
  expect(paid.sort()).toEqual(ledger.map(({ transactionId }) => transactionId).sort());
  expect(acknowledged.filter((transactionId) => !paid.includes(transactionId))).toEqual([]);
}
