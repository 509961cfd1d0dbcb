import type { Redis } from "ioredis";
import { expect, test } from "vitest";
import type { Availability } from "../../src/redis/availability.ts";
import { memoryCache, redisCache } from "../../src/redis/cache.ts";

test("What Redis remembers is the same value while its text is the same, and another one once it has changed", async () => {
  const texts = new Map<string, string>();
  const redis = {
    mget: async (...names: string[]) => names.map((name) => texts.get(name) ?? null),
    async set(name: string, text: string, ...how: (string | number)[]) {
      if (how.includes("NX") && texts.has(name)) return null;
      texts.set(name, text);
      return "OK";
    },
  } as unknown as Redis;
  const availability: Availability = { up: true, attempt: (command) => command(), stop() {} };
  const cache = redisCache(redis, availability, () => undefined);
  const ask = (value: string[]) => cache.remember("membership", "ann", 1000, async () => value);

  await ask(["first"]);
  const remembered = await ask(["not loaded"]);
  expect(remembered).toEqual(["first"]);
  expect(await ask(["not loaded"])).toBe(remembered);

  await cache.forget("membership", "ann");
  texts.clear();
  await ask(["second"]);
  expect(await ask(["not loaded"])).toEqual(["second"]);
});

test("What one process remembers is answered without waiting, and at least so many of the values asked for last are kept", () => {
  let loads = 0;
  const cache = memoryCache(() => undefined, { leastEntries: 3 });
  const ask = (key: string) => cache.remember("membership", key, 1000, () => ++loads);
  for (const key of ["ann", "bob", "cleo"]) ask(key);
  expect(["ann", "bob", "cleo"].map(ask)).toEqual([1, 2, 3]);

  // Ann is asked for again and again; of the others no more than six are kept.
  for (let other = 0; other < 100; other += 1) {
    ask(`other ${other}`);
    expect(ask("ann")).toBe(1);
  }
  expect(ask("bob")).toBeGreaterThan(3);
});

test("A value that was loaded before a change is not remembered after it", async () => {
  let answer = (_: string) => {};
  const cache = memoryCache(() => undefined);
  const loading = cache.remember(
    "membership",
    "ann",
    1000,
    () => new Promise<string>((resolve) => (answer = resolve)),
  );
  await cache.forget("membership", "ann");
  answer("before");
  expect(await loading).toBe("before");
  expect(cache.remember("membership", "ann", 1000, () => "after")).toBe("after");
});
