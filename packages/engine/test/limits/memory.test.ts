import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check, limiterAt } from "./limiter-at.ts";

/** In bytes, without what nobody refers to any more. */
function heapUsed(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}

describe("in memory", () => {
  test("the buckets used longest ago go first, and no more than twice as many are kept as have to be", async () => {
    const { limiter } = limiterAt(0, { maxKeys: 100 });
    const take = (key: string) => limiter.take([check("address", key, 2, 1000)]);
    await take("steady");
    for (let key = 0; key < 1000; key += 1) {
      await take(`other ${key}`);
      if (key % 50 === 0) expect((await take("steady")).states[0]?.remaining).toBe(0);
    }
    // A hundred or more others are remembered beside it; the first of all is forgotten.
    expect((await take("other 999")).states[0]?.remaining).toBe(0);
    expect((await take("other 0")).states[0]?.remaining).toBe(1);
  });

  test("of any series of buckets those used last are counted exactly, and those of twice as many ago are forgotten", () => {
    let forgotten = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.nat(15), { minLength: 30, maxLength: 80 }),
        (maxKeys, keys) => {
          const { limiter } = limiterAt(0, { maxKeys });
          const counts = new Map<number, number>();
          const lastUsed: number[] = [];
          for (const key of keys) {
            const age = lastUsed.indexOf(key);
            const [state] = limiter.take([check("address", String(key), 1000, 1000)]).states;
            const counted = 1000 - (state?.remaining ?? 0);
            if (age >= 0 && age < maxKeys) expect(counted).toBe((counts.get(key) ?? 0) + 1);
            if (age >= 2 * maxKeys) {
              expect(counted).toBe(1);
              forgotten += 1;
            }
            counts.set(key, counted);
            if (age >= 0) lastUsed.splice(age, 1);
            lastUsed.unshift(key);
          }
        },
      ),
    );
    expect(forgotten).toBeGreaterThan(500);
  });

  test("a flood from a million addresses makes no user's count forgotten", async () => {
    const { limiter } = limiterAt(0, { maxKeys: 1000 });
    const user = check("user", "user:a", 5, 3_600_000);
    for (let time = 0; time < 5; time += 1) await limiter.take([user]);
    for (let address = 0; address < 1_000_000; address += 1) {
      await limiter.take([check("address", `address:${address}`, 100, 60_000)]);
    }
    expect((await limiter.take([user])).refused).toBe("user");
  }, 30_000);

  test("half a million addresses take no more room than are kept", async () => {
    const { limiter } = limiterAt(0, { maxKeys: 1000 });
    const flood = async (from: number, to: number) => {
      for (let key = from; key < to; key += 1)
        await limiter.take([check("address", `address:${key}`, 100, 60_000)]);
      return heapUsed();
    };
    const before = await flood(0, 10_000);
    const after = await flood(10_000, 500_000);
    expect(after - before).toBeLessThan(5_000_000);
    // The limiter is still there to be measured.
    expect((await limiter.take([check("address", "address:499999", 100, 60_000)])).states[0]?.remaining).toBe(
      98,
    );
  }, 30_000);

  test("one busy bucket keeps no more moments than its limit needs", async () => {
    const { clock, limiter } = limiterAt();
    const busy = [check("global", "global", 1000, 1000)];
    const run = async (count: number) => {
      let refused = 0;
      for (let time = 0; time < count; time += 1) {
        clock.time += 1;
        if ((await limiter.take(busy)).refused !== undefined) refused += 1;
      }
      expect(refused).toBe(0);
      return heapUsed();
    };
    const before = await run(10_000);
    expect((await run(1_000_000)) - before).toBeLessThan(2_000_000);
  }, 30_000);

  test("a request costs as little under a limit of 100,000 as under one of 10", async () => {
    const time = async (limit: number) => {
      const { clock, limiter } = limiterAt();
      const busy = [check("global", "global", limit, 1000)];
      for (let filling = 0; filling < limit; filling += 1) await limiter.take(busy);
      const start = performance.now();
      for (let taken = 0; taken < 100_000; taken += 1) {
        clock.time += 1;
        await limiter.take(busy);
      }
      return performance.now() - start;
    };
    const [small, large] = [await time(10), await time(100_000)];
    expect(large).toBeLessThan(10 * small + 500);
  }, 30_000);
});
