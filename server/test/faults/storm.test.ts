import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newOrder } from "../../../packages/engine/test/store-contract/store-under-test.ts";
import type { Daemon } from "../../../scripts/infrastructure/daemon.ts";
import { startRedis } from "../../../scripts/infrastructure/redis.ts";
import { postgresDatabase, type TestDatabase } from "../storage/databases.ts";
import type { Answer } from "./client.ts";
import { type Fleet, type Member, type Notification, paid, startFleet } from "./fleet.ts";
import { ms, steadily, Tally, together } from "./load.ts";
import { pause, size, tell } from "./size.ts";

const rate = size(200, 1_000);
const seconds = size(5, 30);
const createRate = 5;

/** Of a hundred notifications: with a wrong signature, and sent again though it was answered. */
const [wrong, again] = [5, 30];

/** Each person has so many of the orders. */
const perPerson = 10;

const gatewayAddress = "192.0.2.200";

/** The gateway waits for so many answers at once; while there are as many, what is due goes out later. */
const most = size(40, 400);

describe.skipIf(process.env.TEST_REDIS_URL === undefined)("A storm of notifications", () => {
  let database: TestDatabase;
  let redis: Daemon;
  let fleet: Fleet;
  const ids: string[] = [];
  beforeAll(async () => {
    [database, redis] = await Promise.all([postgresDatabase(), startRedis()]);
    fleet = await startFleet({
      ...{ instances: 2, databaseUrl: database.location.url as string, redisUrl: redis.url },
      // What holds unless an operator says otherwise, but for the creates and tokens of this test itself.
      environment: {
        ...{ RATE_LIMIT_PER_IP: "100", RATE_LIMIT_GLOBAL: "1000", RATE_LIMIT_NOTIFICATIONS: "2000" },
      },
    });
    await placeOrders(Math.ceil((rate * seconds * (100 - again)) / 100));
  }, 120_000);
  afterAll(async () => {
    await fleet?.stop();
    await redis?.stop();
    await database?.drop();
  });

  /** Straight into the table: to order through the API would take longer than the storm. */
  async function placeOrders(count: number): Promise<void> {
    const createdAt = Date.now();
    for (let start = 0; start < count; start += 500) {
      const rows = Array.from({ length: Math.min(500, count - start) }, (_, number) => ({
        ...newOrder({ status: "pending", createdAt, updatedAt: createdAt }),
        ...{ userId: `stormed_${Math.floor((start + number) / perPerson)}`, leaseUntil: 0 },
        ...{ expiresAt: createdAt + 86_400_000, dueAt: createdAt + 86_400_000 },
      }));
      await fleet.storage.connection.db
        .insertInto("orders")
        .values(rows as never)
        .execute();
      ids.push(...rows.map(({ transactionId }) => transactionId));
    }
  }

  const timestamp = new Date().toISOString();
  const forged = "0".repeat(64);
  let fresh = 0;

  /** What the n-th message of the storm is: the next payment, one that was sent lately, or one signed wrongly. */
  function message(number: number): { notification: Notification; signature?: string } {
    const kind = (number * 37) % 100;
    if (kind < wrong)
      return { notification: paid(ids[number % ids.length] as string, timestamp), signature: forged };
    if (kind >= wrong + again) fresh += 1;
    const lately = Math.max(0, fresh - 1 - (kind >= wrong + again ? 0 : number % 50));
    return { notification: paid(ids[lately] as string, timestamp) };
  }

  let later = 0;

  /** Sends a notification as gateways do: again, after a while, when it is told to come later. */
  async function untilTaken(send: (turn: number) => Promise<Answer>, tally: Tally): Promise<void> {
    for (let turn = 0; turn < 6; turn += 1) {
      const sent = send(turn);
      const answer = await sent.catch(() => undefined);
      if (answer?.status !== 503) return void (await tally.add(sent));
      later += 1;
      expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
      await pause(2_000 * 2 ** turn * (0.75 + Math.random() / 2));
    }
  }

  test(`of ${rate} a second from one address for ${seconds} s, ${again} % again and ${wrong} % signed wrongly, loses none and harms no order`, {
    timeout: size(120_000, 1_200_000),
  }, async () => {
    const names = Array.from({ length: 20 }, (_, person) => `user_in_the_storm_${person}`);
    const members = await Promise.all(names.map((name) => fleet.signIn(name)));
    const warm = new Tally();
    const [signed, unsigned, creates, calm] = [new Tally(), new Tally(), new Tally(), new Tally()];
    const create = (name: string, tally: Tally) => (turn: number) =>
      tally.add((members[turn % 20] as Member).create(fleet.url(turn), `ORD-${name}-${turn}`));
    await steadily({ rate: createRate, seconds: 1 }, create("warm", new Tally()));
    await together({ count: 1_000, atOnce: 20 }, (turn) =>
      warm.add(fleet.notify(fleet.url(turn), paid("nothing", timestamp), { signature: forged })),
    );
    expect(warm.others(401)).toEqual({});
    await steadily({ rate: createRate, seconds: size(3, 10) }, create("calm", calm));
    let isOver = false;
    const creating = steadily(
      { rate: createRate, seconds: 3_600, isOver: () => isOver },
      create("storm", creates),
    );
    const reached = await steadily({ rate, seconds, most }, (number) => {
      const { notification, signature } = message(number);
      const once = (turn: number) =>
        fleet.notify(fleet.url(number + turn), notification, { signature, address: gatewayAddress });
      return signature === undefined ? untilTaken(once, signed) : unsigned.add(once(0));
    });
    isOver = true;
    await creating;
    const { db } = fleet.storage.connection;
    const ledger = await db.selectFrom("ledger").select("transactionId").execute();
    const renewed = new Set(ledger.map(({ transactionId }) => transactionId));
    const lost = ids.slice(0, fresh).filter((id) => !renewed.has(id)).length;
    tell(`${rate} notifications/s for ${seconds} s`, {
      ...{ signed: String(signed), "signed wrongly": String(unsigned), payments: fresh, lost },
      ...{ "told to come later": later, renewals: ledger.length, "sent a second": reached.toFixed(0) },
      ...{ p50: ms(signed.p50), p99: ms(signed.p99), creates: String(creates) },
      ...{ "p99 of creates": ms(creates.p99), "in the calm": ms(calm.p99) },
    });
    expect([signed.others(200), unsigned.others(401)]).toEqual([{}, {}]);
    // Each of them is taken in the end.
    expect(signed.of(200)).toBe(rate * seconds - unsigned.count);
    expect([creates.others(200), calm.others(200)]).toEqual([{}, {}]);
    expect([lost, ledger.length]).toEqual([0, fresh]);
    expect(unsigned.count).toBe((rate * seconds * wrong) / 100);
    expect(creates.slowest).toBeLessThan(size(20_000, 3_500));
  });
});
