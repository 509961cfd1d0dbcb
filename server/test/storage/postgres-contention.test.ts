import { type Order, StoreUnavailable } from "@renewal/engine";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newOrder } from "../../../packages/engine/test/store-contract/store-under-test.ts";
import type { Daemon } from "../../../scripts/infrastructure/daemon.ts";
import { startPostgres } from "../../../scripts/infrastructure/postgres.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { opener, run } from "./databases.ts";
import { pay, recovery, seconds, unavailable } from "./outages.ts";

let postgres: Daemon;
let database: ReturnType<typeof opener>;
let storage: Storage;
let order: Order;

beforeAll(async () => {
  postgres = await startPostgres({ deadlock_timeout: "50ms" });
  database = opener("PostgreSQL", { url: postgres.url, file: "" }, () => postgres.stop());
  storage = database.open();
  await storage.migrate();
}, 60_000);
beforeEach(async () => {
  ({ order } = await storage.store.insertOrder(newOrder({ status: "pending" })));
});
afterAll(() => database?.drop());

describe("when PostgreSQL has other plans", () => {
  it("sessions that an administrator ends are replaced: the next call is answered", async () => {
    await Promise.all(Array.from({ length: 10 }, () => storage.ping()));
    await run(
      postgres.url,
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'renewal'",
    );
    expect(await recovery(storage)).toBeLessThan(9);
    await pay(storage, order);
  });

  it("a column that a newer server adds while this one runs fails no call, on any connection", async () => {
    const created = () => storage.store.insertOrder(newOrder());
    const place = ({ transactionId }: Order) =>
      storage.store.placeOrder(transactionId, {
        paymentUrl: "https://pay.example.com/1",
        updatedAt: 1,
        dueAt: 2,
      });
    const before = await Promise.all(Array.from({ length: 20 }, created));
    const find = ({ transactionId }: Order) => storage.store.findOrder(transactionId);
    await Promise.all(before.map(({ order }) => place(order)));
    await Promise.all(before.map(({ order }) => find(order)));
    await run(postgres.url, "alter table orders add column of_a_newer_server text");
    const placed = await Promise.all(before.map(({ order }) => place(order)));
    expect(placed).toEqual(before.map(() => true));
    const found = await Promise.all(before.map(({ order }) => find(order)));
    expect(found.map((one) => one?.status)).toEqual(before.map(() => "pending"));
    await pay(storage, order);
  });

  it("a call that finds every connection taken waits 2 s for one, and no longer", async () => {
    const small = database.open({ poolSize: 2 });
    await holdingLock(order, async () => {
      const blocked = [pay(small, order), pay(small, order)].map(unavailable);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(small.connection.pool?.()).toEqual({ total: 2, idle: 0, waiting: 0 });
      const took = await seconds(unavailable(small.ping()));
      expect(took).toBeGreaterThan(1.9);
      expect(took).toBeLessThan(8);
      await Promise.all(blocked);
    });
    await pay(small, order);
  }, 40_000);

  it("a call that waits for a lock gives up after 3 s, and its connection is good for the next one", async () => {
    await holdingLock(order, async () => {
      const took = await seconds(unavailable(pay(storage, order)));
      expect(took).toBeGreaterThan(2.9);
      expect(took).toBeLessThan(9);
    });
    expect((await pay(storage, order))?.status).toBe("paid");
  }, 40_000);

  it("a server that became a standby is left for the one that takes writes", async () => {
    const single = database.open({ poolSize: 1 });
    await run(postgres.url, "alter database postgres set default_transaction_read_only = on");
    try {
      await unavailable(single.store.insertOrder(newOrder()));
      expect(await single.faults()).toEqual([
        "DATABASE_URL: the database takes no writes. Name the primary server.",
      ]);
    } finally {
      await run(postgres.url, "alter database postgres reset default_transaction_read_only").catch(() =>
        run(
          `${postgres.url}?options=-c%20default_transaction_read_only%3Doff`,
          "alter database postgres reset default_transaction_read_only",
        ),
      );
    }
    await unavailable(single.store.insertOrder(newOrder()));
    expect((await single.store.insertOrder(newOrder())).inserted).toBe(true);
  });

  it("transactions that lock each other out are run again until both are done", async () => {
    const other = (await storage.store.insertOrder(newOrder())).order;
    let attempts = 0;
    const both = (first: Order, second: Order) =>
      storage.connection.transaction(async (transaction) => {
        attempts += 1;
        for (const { transactionId } of [first, second]) {
          await transaction
            .updateTable("orders")
            .set((row) => ({ looks: row("looks", "+", 1) }))
            .where("transactionId", "=", transactionId)
            .execute();
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      });
    await Promise.all([both(order, other), both(other, order)]);
    expect(attempts).toBeGreaterThan(2);
    expect((await storage.store.findOrder(order.transactionId))?.looks).toBe(2);
    expect((await storage.store.findOrder(other.transactionId))?.looks).toBe(2);
  });

  it("where every transaction is serializable, 20 decisions at once about one order are all made", async () => {
    const url = `${postgres.url}?options=-c%20default_transaction_isolation%3Dserializable`;
    const strict = opener("PostgreSQL", { url, file: "" }, async () => {});
    const { store } = strict.open();
    await Promise.all(
      Array.from({ length: 20 }, () =>
        store.changeOrder(order.transactionId, ({ looks }) => ({ order: { looks: looks + 1 } })),
      ),
    );
    expect((await store.findOrder(order.transactionId))?.looks).toBe(20);
    await strict.drop();
  });

  it("a store that was closed says so, in mid-call and afterwards", async () => {
    const closing = database.open();
    await closing.ping();
    const calls = Array.from({ length: 30 }, () => closing.store.activePackages().catch((error) => error));
    await closing.close();
    for (const answer of await Promise.all(calls)) {
      expect(Array.isArray(answer) || answer instanceof StoreUnavailable).toBe(true);
    }
    await unavailable(closing.ping());
    await closing.close();
  });
});

/** Does the work while another session holds the order's row. */
async function holdingLock({ transactionId }: Order, work: () => Promise<void>): Promise<void> {
  const other = database.open();
  await other.connection.db
    .connection()
    .execute(async (session) => {
      await session.transaction().execute(async (transaction) => {
        const row = transaction
          .selectFrom("orders")
          .select("looks")
          .where("transactionId", "=", transactionId);
        await row.forUpdate().execute();
        await work();
      });
    })
    .catch((error) => {
      // Its own call limit may have cut it, which frees the row as well.
      if (!(error instanceof StoreUnavailable)) throw error;
    });
}
