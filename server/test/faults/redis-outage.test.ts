import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Daemon } from "../../../scripts/infrastructure/daemon.ts";
import { startRedis } from "../../../scripts/infrastructure/redis.ts";
import { postgresDatabase, type TestDatabase } from "../storage/databases.ts";
import { addressOf, ask } from "./client.ts";
import { type Fleet, type Instance, type Member, startFleet } from "./fleet.ts";
import { ms, steadily, Tally } from "./load.ts";
import { whileRedisIsThere } from "./shared-counts.ts";
import { isFull, pause, size, tell, until } from "./size.ts";

const outage = size(3, 20);
const usual = size(2, 10);
const rate = 60;

/** What the loss of Redis may add to the p99; the shorter form has too few requests to tell it from chance. */
const added = isFull ? 60 : 600;

describe.skipIf(process.env.TEST_REDIS_URL === undefined)("Two instances whose Redis", () => {
  let database: TestDatabase;
  let redis: Daemon;
  let fleet: Fleet;
  let members: Member[];
  beforeAll(async () => {
    [database, redis] = await Promise.all([postgresDatabase(), startRedis()]);
    fleet = await startFleet({
      ...{ instances: 2, databaseUrl: database.location.url as string, redisUrl: redis.url },
      environment: { RATE_LIMIT_PER_USER: "5", RATE_LIMIT_PER_IP: "100" },
    });
    members = await Promise.all(Array.from({ length: 20 }, (_, n) => fleet.signIn(`reader_${n}`)));
  }, 60_000);
  afterAll(async () => {
    await fleet?.stop();
    await redis?.stop();
    await database?.drop();
  });

  let requests = 0;

  /** Reads and orders over both instances, from so many addresses and users that no limit is met by accident. */
  async function load(seconds: number): Promise<Tally> {
    const tally = new Tally();
    await steadily({ rate, seconds, most: size(20, 400) }, (turn) => {
      const number = ++requests;
      const address = addressOf(1_000_000 + Math.floor(number / 50));
      const member = members[number % members.length] as Member;
      if (turn % 3 === 0) return tally.add(ask(fleet.url(number), "/v1/packages", { address }));
      return tally.add(member.ask(fleet.url(number), "/membership", { address }));
    });
    return tally;
  }

  /** How many of nine orders that somebody sends to one instance are taken. */
  async function ordersTaken(member: Member, instance: Instance, count = 9): Promise<number> {
    const tally = new Tally();
    for (let turn = 0; turn < count; turn += 1)
      await tally.add(member.create(instance.url, `ORD-${++requests}`));
    expect(tally.others(200, 429)).toEqual({});
    return tally.of(200);
  }

  const isUp = async (instance: Instance) => (await fleet.metric(instance, "redis_up")) === 1;
  const losses = (instance: Instance) => fleet.metric(instance, 'redis_changes_total{to="down"}');
  const linesOf = ({ command }: Instance) => command.stdout().split("Redis is gone").length - 1;

  test.each([
    ["stands still", () => redis.freeze(), async () => redis.thaw()],
    ["is killed", () => redis.kill(), () => redis.restart()],
  ])(
    `%s for ${outage} s serve everybody, count on their own, and count together again`,
    async (what, lose, bring) => {
      const [first, second] = fleet.instances as [Instance, Instance];
      await until(() => isUp(first), "the first has Redis");
      await until(() => isUp(second), "the second has Redis");
      const [early, late] = await Promise.all([
        fleet.signIn(`early ${what}`.replaceAll(" ", "_")),
        fleet.signIn(`late ${what}`.replaceAll(" ", "_")),
      ]);
      const before = await load(usual);
      expect(await ordersTaken(early, first, 3)).toBe(3);

      await lose();
      const during = load(outage);
      await pause(200);
      // Whom the instance served before, it goes on counting; another instance counts anew.
      expect(await ordersTaken(early, first)).toBe(2);
      expect(await ordersTaken(late, first)).toBe(5);
      expect(await ordersTaken(late, second)).toBe(5);
      const lost = await during;
      expect([await isUp(first), await isUp(second)]).toEqual([false, false]);

      await bring();
      await until(() => isUp(first), "the first has Redis again");
      const back = await until(() => isUp(second), "the second has Redis again");
      const after = await load(usual);
      const together = await whileRedisIsThere(fleet, async (number) => {
        const again = await fleet.signIn(`again_${number}`);
        return (await ordersTaken(again, first, 3)) + (await ordersTaken(again, second));
      });
      expect(together).toBe(5);

      tell(`Redis ${what} for ${outage} s`, {
        ...{ before: String(before), during: String(lost), after: String(after) },
        "p99 before": ms(before.p99),
        ...{ "p99 during": ms(lost.p99), "p99 after": ms(after.p99), slowest: ms(lost.slowest) },
        ...{ "back after": ms(back * 1000), changes: await losses(first) },
      });
      for (const tally of [before, lost, after]) expect(tally.others(200)).toEqual({});
      expect(lost.p99).toBeLessThan(Math.max(before.p99, after.p99) + added);
      // One line in the log for each change that the metric counts, and no line for each request.
      for (const each of [first, second]) expect(linesOf(each)).toBe(await losses(each));
    },
    size(120_000, 180_000),
  );
});
