import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newOrder, paymentOf } from "../../../packages/engine/test/store-contract/store-under-test.ts";
import { startChild } from "./children.ts";
import { databases, type TestDatabase } from "./databases.ts";

const steps = [
  "0001-payments",
  "0002-clients",
  "0003-deliveries",
  "0004-sandbox",
  "0005-status",
  "0006-refunds",
  "0007-gateway-orders",
];

describe.each(databases)("%s", (_name, create) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await create();
  }, 60_000);
  afterEach(() => database?.drop());

  it("four processes that start at once on an empty database all start, and each step is taken once", async () => {
    const children = Array.from({ length: 4 }, () => startChild("migrate", database));
    const said = (await Promise.all(children.map((child) => child.said))).flat();
    expect(said.filter(({ error }) => error !== undefined)).toEqual([]);
    expect(said.map((words) => words.steps?.length).sort()).toEqual([0, 0, 0, steps.length]);
    expect(said.flatMap((words) => words.steps ?? [])).toEqual(steps);
    expect((await database.open().store.insertOrder(newOrder())).inserted).toBe(true);
  }, 60_000);

  it("a database that is up to date is left as it is", async () => {
    const storage = database.open();
    expect(await storage.migrate()).toEqual(steps);
    const { order } = await storage.store.insertOrder(newOrder());
    expect(await storage.migrate()).toEqual([]);
    expect(await database.open().migrate()).toEqual([]);
    expect(await storage.store.findOrder(order.transactionId)).toEqual(order);
  });

  it("a database that a newer version has changed is refused, with what to do", async () => {
    const storage = database.open();
    await storage.migrate();
    await sql`insert into kysely_migration (name, timestamp) values ('9999-of-tomorrow', '2099-01-01T00:00:00Z')`.execute(
      storage.connection.db,
    );
    await expect(storage.migrate()).rejects.toThrow("Start the version that made them, or a newer one.");
  });

  it("a migration that fails leaves no table behind, and can be run again", async () => {
    const storage = database.open();
    const { db } = storage.connection;
    await sql`create table deliveries (in_the_way integer)`.execute(db);
    await expect(storage.migrate()).rejects.toThrow("refused a statement");
    const tables = await db.introspection.getTables();
    expect(tables.map(({ name }) => name)).toEqual(["deliveries"]);
    await sql`drop table deliveries`.execute(db);
    expect(await storage.migrate()).toEqual(steps);
  });

  it("the tables refuse what cannot be: states, amounts and times that are none, and payments of nothing", async () => {
    const { migrate, connection, store } = database.open();
    await migrate();
    const { order } = await store.insertOrder(newOrder());
    const impossible: [string, Record<string, unknown>][] = [
      ["orders", { status: "'settled'" }],
      ["orders", { minor_units: 0 }],
      ["orders", { minor_units: -1 }],
      ["orders", { minor_units: "9.99" }],
      ["orders", { minor_units: "'a lot'" }],
      ["orders", { currency: "'YUAN'" }],
      ["orders", { months: 0 }],
      ["orders", { user_id: "null" }],
      ["orders", { created_at: "'yesterday'" }],
      ["ledger", { minor_units: 0 }],
      ["ledger", { months: -1 }],
      ["ledger", { transaction_id: "'TXN0000000000'" }],
    ];
    await store.changeOrder(order.transactionId, () => ({ payment: paymentOf(order, 5_000) }));
    for (const [table, columns] of impossible) {
      for (const [column, value] of Object.entries(columns)) {
        const change = sql.raw(`update ${table} set ${column} = ${value}`).execute(connection.db);
        // PostgreSQL rounds a fraction, as SQL says; what it keeps is a whole number all the same.
        if (value === "9.99" && connection.dialect.name === "postgres") expect(await change).toBeDefined();
        else await expect(change, `${table}.${column} = ${value}`).rejects.toThrow("refused a statement");
      }
    }
  });
});
