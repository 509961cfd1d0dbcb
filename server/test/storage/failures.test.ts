import { StoreUnavailable } from "@renewal/engine";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newOrder } from "../../../packages/engine/test/store-contract/store-under-test.ts";
import { LostRace, StatementRefused } from "../../src/storage/failures.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { databases, opener, postgresDatabase, run, type TestDatabase } from "./databases.ts";

describe("what PostgreSQL reports", () => {
  let database: TestDatabase;
  let storage: Storage;
  beforeAll(async () => {
    database = await postgresDatabase();
    storage = database.open({ poolSize: 2 });
  }, 60_000);
  afterAll(() => database?.drop());

  const raise = (code: string) =>
    sql`do ${sql.lit(`begin raise exception 'secret words' using errcode = '${code}', detail = 'secret row'; end`)}`;

  it.each([
    ["08000", "connection exception"],
    ["08006", "connection failure"],
    ["25006", "read-only transaction"],
    ["25P03", "idle in transaction timeout"],
    ["25P04", "transaction timeout"],
    ["28000", "invalid authorization"],
    ["28P01", "wrong password"],
    ["3D000", "no such database"],
    ["40003", "statement completion unknown"],
    ["53000", "insufficient resources"],
    ["53100", "disk full"],
    ["53200", "out of memory"],
    ["53300", "too many connections"],
    ["55P03", "lock not available"],
    ["57014", "query cancelled"],
    ["57P01", "admin shutdown"],
    ["57P02", "crash shutdown"],
    ["57P03", "cannot connect now"],
    ["57P04", "database dropped"],
    ["57P05", "idle session timeout"],
    ["58030", "I/O error"],
    ["XX000", "internal error"],
    ["XX001", "data corrupted"],
  ])("%s (%s) is StoreUnavailable, and the store is usable afterwards", async (code) => {
    const call = storage.connection.guard(() => raise(code).execute(storage.connection.db));
    await expect(call).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(call).rejects.toThrow(code);
    await storage.ping();
  });

  it.each(["40001", "40P01"])("%s is tried again, and StoreUnavailable if it stays for 2 s", async (code) => {
    await expect(raise(code).execute(storage.connection.db)).rejects.toBeInstanceOf(LostRace);
    let tries = 0;
    const call = () => {
      tries += 1;
      return tries < 4
        ? raise(code).execute(storage.connection.db)
        : sql`select 1`.execute(storage.connection.db);
    };
    await storage.connection.guard(call);
    expect(tries).toBe(4);
    const start = performance.now();
    const hopeless = storage.connection.guard(() => raise(code).execute(storage.connection.db));
    await expect(hopeless).rejects.toBeInstanceOf(StoreUnavailable);
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  it.each(["23505", "22003", "42P01", "42501"])(
    "%s is a fault of ours, told without the row or our SQL",
    async (code) => {
      const error = await raise(code)
        .execute(storage.connection.db)
        .catch((error: unknown) => error as StatementRefused);
      expect(error).toBeInstanceOf(StatementRefused);
      expect(error).toMatchObject({ code, message: `PostgreSQL refused a statement (${code}).` });
      expect((error as Error).cause).toBeUndefined();
      expect(JSON.stringify(error)).not.toContain("secret");
    },
  );

  it("a wrong password, a missing database and an unknown host are StoreUnavailable, told without the password", async () => {
    const { url } = database.location;
    const wrong = [
      Object.assign(new URL(url ?? ""), { password: "hunter2" }),
      Object.assign(new URL(url ?? ""), { pathname: "/nowhere" }),
      Object.assign(new URL(url ?? ""), { hostname: "database.invalid" }),
    ];
    for (const { href } of wrong) {
      const elsewhere = opener("PostgreSQL", { url: href, file: "" }, async () => {});
      const error = await elsewhere
        .open()
        .ping()
        .catch((error: unknown) => error as Error);
      expect(error).toBeInstanceOf(StoreUnavailable);
      expect(String(error)).not.toContain("hunter2");
      await elsewhere.drop();
    }
  });

  it("a whole number beyond 2^53 is refused, not rounded", async () => {
    const { db } = storage.connection;
    const read = (text: string) =>
      sql<{ value: number }>`select ${sql.raw(text)}::bigint as value`.execute(db);
    expect((await read("9007199254740991")).rows).toEqual([{ value: 9007199254740991 }]);
    await expect(read("9007199254740992")).rejects.toBeInstanceOf(RangeError);
    await storage.ping();
  });

  it("a database that cannot be trusted with money is told in sentences that begin with the variable", async () => {
    expect(await storage.faults()).toEqual([]);
    const { url } = database.location;
    const name = `latin_${process.pid}`;
    await run(url ?? "", `create database ${name} encoding 'SQL_ASCII' template template0`);
    const careless = new URL(url ?? "");
    careless.pathname = `/${name}`;
    careless.searchParams.set("options", "-c synchronous_commit=off");
    const elsewhere = opener("PostgreSQL", { url: careless.href, file: "" }, async () => {});
    expect(await elsewhere.open().faults()).toEqual([
      "DATABASE_URL: synchronous_commit is off, so a crash would lose acknowledged payments. Switch it on.",
      "DATABASE_URL: the database's encoding is not UTF8. Create it anew with ENCODING 'UTF8'.",
    ]);
    await elsewhere.drop();
    await run(url ?? "", `drop database ${name} with (force)`);
  });
});

describe.each(databases)("%s", (_name, create) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await create();
  }, 60_000);
  afterAll(() => database?.drop());

  it("a store without its tables is a fault of ours, and so is a transaction id that was given twice", async () => {
    const { store, migrate } = database.open();
    const refused = (call: Promise<unknown>) => expect(call).rejects.toBeInstanceOf(StatementRefused);
    await refused(store.findOrder("TXN0000000000"));
    await migrate();
    const { order } = await store.insertOrder(newOrder());
    await refused(store.insertOrder(newOrder({ transactionId: order.transactionId })));
    expect(await store.findOrder(order.transactionId)).toEqual(order);
  });

  it("a store that was closed is StoreUnavailable for every call, and is closed twice, or unused, without harm", async () => {
    const { store, close, ...storage } = database.open();
    await storage.migrate();
    await close();
    const calls: (() => Promise<unknown>)[] = [
      () => store.insertOrder(newOrder()),
      () => store.changeOrder("TXN0000000000", () => undefined),
      () => store.activePackages(),
      storage.migrate,
      storage.ping,
    ];
    for (const call of calls) await expect(call()).rejects.toBeInstanceOf(StoreUnavailable);
    await close();
    await database.open().close();
  });
});
