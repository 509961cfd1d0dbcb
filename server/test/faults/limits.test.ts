import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Daemon } from "../../../scripts/infrastructure/daemon.ts";
import { startRedis } from "../../../scripts/infrastructure/redis.ts";
import { postgresDatabase, type TestDatabase } from "../storage/databases.ts";
import { type Answer, addressOf, ask } from "./client.ts";
import { type Fleet, startFleet } from "./fleet.ts";
import { Tally } from "./load.ts";
import { whileRedisIsThere } from "./shared-counts.ts";
import { size, tell } from "./size.ts";

const people = size(5, 50);
const households = size(4, 20);

/** The documented numbers. */
const documented = { RATE_LIMIT_PER_USER: "5", RATE_LIMIT_PER_IP: "100" };

describe.skipIf(process.env.TEST_REDIS_URL === undefined)("Three instances count together", () => {
  let database: TestDatabase;
  let redis: Daemon;
  let fleet: Fleet;
  beforeAll(async () => {
    [database, redis] = await Promise.all([postgresDatabase(), startRedis()]);
    fleet = await startFleet({
      ...{ instances: 3, databaseUrl: database.location.url as string, redisUrl: redis.url },
      environment: documented,
    });
  }, 120_000);
  afterAll(async () => {
    await fleet?.stop();
    await redis?.stop();
    await database?.drop();
  });

  /** What a refusal promises is that whoever waits so long gets through. */
  function isTimed(answer: Answer | undefined, windowSeconds: number, begun: number): boolean {
    const reset = Number(answer?.headers["x-ratelimit-reset"]);
    const wait = Number(answer?.headers["retry-after"]);
    const end = begun / 1000 + windowSeconds;
    return reset >= end - 1 && reset <= end + 30 && wait > windowSeconds - 30 && wait <= windowSeconds;
  }

  test(`${people} people who each send 9 orders at once to all of them get 5 each, and the sixth on is refused`, async () => {
    const all = new Tally();
    for (let person = 0; person < people; person += 1) {
      const { tally, answers, begun } = await whileRedisIsThere(fleet, async (number) => {
        const member = await fleet.signIn(`person_${number}`);
        const [tally, begun] = [new Tally(), Date.now()];
        const sent = Array.from({ length: 9 }, (_, turn) =>
          tally.add(member.create(fleet.url(turn), `ORD-${turn}`)),
        );
        return { tally, answers: await Promise.all(sent), begun };
      });
      all.gather(tally);
      expect([tally.of(200), tally.of(429)], String(tally)).toEqual([5, 4]);
      const refused = answers.filter((answer) => answer?.status === 429);
      for (const answer of refused) expect(isTimed(answer, 3600, begun), JSON.stringify(answer)).toBe(true);
    }
    tell("5 per user over three instances", { people, answers: String(all) });
  }, 120_000);

  test(`${households} addresses that each send 130 requests at once to all of them get 100 each`, async () => {
    const all = new Tally();
    for (let household = 0; household < households; household += 1) {
      const { answers, tally, begun } = await flood((number) => addressOf(5_000_000 + number));
      all.gather(tally);
      expect([tally.of(200), tally.of(429)], String(tally)).toEqual([100, 30]);
      const refused = answers.filter((answer) => answer?.status === 429);
      for (const answer of refused) expect(isTimed(answer, 60, begun), JSON.stringify(answer)).toBe(true);
    }
    tell("100 per address over three instances", { addresses: households, answers: String(all) });
  }, 120_000);

  test("an address that writes another one into X-Forwarded-For each time gets 100 nevertheless", async () => {
    const all = new Tally();
    // What the client wrote stands to the left of what our proxy wrote.
    const forged = await flood((number, turn) => `203.0.113.${turn}, ${addressOf(5_000_000 + number)}`);
    all.gather(forged.tally);
    expect([forged.tally.of(200), forged.tally.of(429)], String(forged.tally)).toEqual([100, 30]);
    const chain = await flood(
      (number, turn) => `127.0.0.1, 2001:db8:${turn}::1, ${addressOf(5_000_000 + number)}, 127.0.0.1`,
    );
    all.gather(chain.tally);
    expect([chain.tally.of(200), chain.tally.of(429)], String(chain.tally)).toEqual([100, 30]);
    tell("100 per address with forged X-Forwarded-For", { addresses: 2, answers: String(all) });
  }, 120_000);

  test("all addresses of an IPv6 network of 64 bits get 100 together", async () => {
    const { tally } = await flood(
      (number, turn) => `2001:db8:0:${number.toString(16)}::${turn.toString(16)}`,
    );
    expect([tally.of(200), tally.of(429)], String(tally)).toEqual([100, 30]);
  }, 120_000);

  /** 130 requests at once, from addresses that no earlier flood came from. */
  function flood(address: (number: number, turn: number) => string) {
    return whileRedisIsThere(fleet, async (number) => {
      const [tally, begun] = [new Tally(), Date.now()];
      const sent = Array.from({ length: 130 }, (_, turn) =>
        tally.add(ask(fleet.url(turn), "/v1/packages", { address: address(number, turn) })),
      );
      return { tally, answers: await Promise.all(sent), begun };
    });
  }
});
