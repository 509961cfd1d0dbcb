import type { Redis } from "ioredis";
import { expect, test } from "vitest";
import type { Availability } from "../../src/redis/availability.ts";
import { redisCache } from "../../src/redis/cache.ts";

test("What Redis remembers is the same value while its text is the same, and another one once it has changed", async () => {
  const texts = new Map<string, string>();
  const redis = {
    get: async (name: string) => texts.get(name) ?? null,
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
