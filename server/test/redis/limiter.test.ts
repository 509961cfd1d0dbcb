import { randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { type LimitCheck, type LimitName, memoryLimiter } from "@renewal/engine";
import fc from "fast-check";
import type { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { connectRedis, firstConnection } from "../../src/redis/connect.ts";
import { redisLimiter } from "../../src/redis/limiter.ts";

const url = process.env.TEST_REDIS_URL;

/** Windows that no test outlives, and so far apart that both clocks name the same limit of several. */
const windowMs = 600_000;
const policies: Partial<Record<LimitName, { limit: number; windowMs: number }>> = {
  user: { limit: 2, windowMs },
  address: { limit: 3, windowMs: 2 * windowMs },
  global: { limit: 9, windowMs: 3 * windowMs },
};

const request = fc
  .subarray<LimitName>(["user", "address", "global"], { minLength: 1 })
  .chain((names) =>
    fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), fc.constantFrom("a", "b", "")))),
  )
  .map((buckets) => buckets.map(([name, key]) => ({ name, key, ...policies[name] }) as LimitCheck));

/** Requests that come in one round of the event loop, and then others. */
const rounds = fc.array(fc.array(request, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 5 });

describe.skipIf(url === undefined)("The limits that Redis counts", { timeout: 60_000 }, () => {
  let redis: Redis;
  beforeAll(async () => {
    redis = await connectRedis(url as string);
    await firstConnection(redis);
  });
  afterAll(() => redis?.disconnect());

  test("are those that one process would count, whoever asks at the same moment", async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(rounds, async (asked) => {
        const shared = redisLimiter(redis, `${randomUUID()}:`);
        const alone = memoryLimiter({ now: Date.now });
        for (const round of asked) {
          const verdicts = await Promise.all(round.map((checks) => shared.take(checks)));
          for (const [index, checks] of round.entries()) {
            const expected = alone.take(checks);
            const { refused: by, states } = verdicts[index] as typeof expected;
            expect([by, states.map(({ remaining }) => remaining)]).toEqual([
              expected.refused,
              expected.states.map(({ remaining }) => remaining),
            ]);
            if (by !== undefined) refused += 1;
          }
          await setImmediate();
        }
      }),
      { numRuns: 60 },
    );
    expect(refused).toBeGreaterThan(50);
  });

  test("are asked for a hundred requests at a time, and each is told of its own", async () => {
    const shared = redisLimiter(redis, `${randomUUID()}:`);
    const sent = vi.spyOn(redis as never, "renewalTake");
    const checks = (key: number): LimitCheck[] => [{ name: "user", key: `${key}`, limit: 1000, windowMs }];
    const used = await Promise.all(
      Array.from({ length: 250 }, async (_, index) => {
        const { states } = await shared.take(checks(index % 50));
        return 1000 - (states[0]?.remaining ?? 0);
      }),
    );
    expect(used).toEqual(Array.from({ length: 250 }, (_, index) => Math.floor(index / 50) + 1));
    expect(sent).toHaveBeenCalledTimes(3);
  });

  test("are told to nobody when Redis is gone", async () => {
    const gone = await connectRedis(url as string);
    await firstConnection(gone);
    const shared = redisLimiter(gone);
    gone.disconnect();
    const check: LimitCheck = { name: "global", key: "", limit: 1, windowMs };
    const results = await Promise.allSettled([shared.take([check]), shared.take([check])]);
    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });
});
