import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Daemon } from "../../../scripts/infrastructure/daemon.ts";
import { startRedis } from "../../../scripts/infrastructure/redis.ts";
import { postgresDatabase, type TestDatabase } from "../storage/databases.ts";
import { type Fleet, paid, startFleet } from "./fleet.ts";
import { ms, Tally } from "./load.ts";
import { isFull, size, tell } from "./size.ts";

const clients = 50;
const orderIds = size(40, 200);
const copies = 1_000;

describe.skipIf(process.env.TEST_REDIS_URL === undefined)("Two instances over one database", () => {
  let database: TestDatabase;
  let redis: Daemon;
  let fleet: Fleet;
  beforeAll(async () => {
    [database, redis] = await Promise.all([postgresDatabase(), startRedis()]);
    const databaseUrl = database.location.url as string;
    fleet = await startFleet({ instances: 2, databaseUrl, redisUrl: redis.url });
  }, 60_000);
  afterAll(async () => {
    await fleet?.stop();
    await redis?.stop();
    await database?.drop();
  });

  const count = async (table: "orders" | "sandboxPayments" | "ledger") =>
    (await fleet.storage.connection.db.selectFrom(table).select("transactionId").execute()).length;

  test(
    `${orderIds} order ids, each sent by ${clients} clients at once, are ${orderIds} orders`,
    async () => {
      const member = await fleet.signIn("user_of_many_devices");
      const tally = new Tally();
      for (let id = 0; id < orderIds; id += 1) {
        const answers = await Promise.all(
          Array.from({ length: clients }, (_, client) =>
            tally.add(member.create(fleet.url(client), `ORD-${id}`)),
          ),
        );
        const bodies = new Set(answers.flatMap((answer) => (answer?.status === 200 ? [answer.text] : [])));
        expect(bodies.size, "every 200 has the same bytes").toBe(1);
        const early = answers.filter((answer) => answer?.status === 409);
        for (const { headers, text } of early.flatMap((answer) => answer ?? [])) {
          expect(JSON.parse(text).error.code).toBe("ORDER_IN_PROGRESS");
          expect(Number(headers["retry-after"])).toBeGreaterThan(0);
        }
      }
      const counts = { orders: await count("orders"), gatewayOrders: await count("sandboxPayments") };
      tell(`${clients} clients × ${orderIds} order ids`, {
        ...{ answers: String(tally), orders: counts.orders, "gateway orders": counts.gatewayOrders },
        p99: ms(tally.p99),
      });
      expect(counts).toEqual({ orders: orderIds, gatewayOrders: orderIds });
      expect(tally.others(200, 409)).toEqual({});
    },
    size(60_000, 300_000),
  );

  test(`a notification that comes ${copies} times at once renews once, and each time is answered with 200`, async () => {
    const member = await fleet.signIn("user_notified_often");
    const created = await member.create(fleet.url(), "ORD-notified-often");
    const notification = paid(JSON.parse(created.text).transaction_id);
    const before = await count("ledger");
    const tally = new Tally();
    await Promise.all(
      Array.from({ length: copies }, (_, copy) => tally.add(fleet.notify(fleet.url(copy), notification))),
    );
    const late = tally.of(503);
    // On a machine that stalls for seconds some wait too long for the database, and are sent again as gateways do.
    for (let copy = 0; copy < late; copy += 1) await tally.add(fleet.notify(fleet.url(copy), notification));
    const renewals = (await count("ledger")) - before;
    const { text } = await member.ask(fleet.url(1), "/membership");
    tell(`one notification × ${copies} over two instances`, {
      ...{ answers: String(tally), renewals, p99: ms(tally.p99) },
    });
    expect(isFull ? tally.others(200) : tally.others(200, 503)).toEqual({});
    expect(tally.of(200)).toBe(copies);
    expect(renewals).toBe(1);
    expect(JSON.parse(text).history).toHaveLength(1);
  }, 60_000);
});
