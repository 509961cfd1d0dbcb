import type { LimitCheck, Limiter, LimitVerdict } from "@renewal/engine";
import type { Redis } from "ioredis";
import { takeScript } from "./limiter-script.ts";

type WithTake = Redis & { renewalTake(...numberOfKeysAndArgs: (string | number)[]): Promise<number[]> };

/**
 * Counts requests for all instances together. One round trip looks at every limit of a request and consumes all or none.
 *
 * @param redis a connection whose commands time out by themselves
 * @param prefix put before each key, so that one Redis can serve several systems
 * @throws whatever ioredis throws when Redis does not answer; `sharedOrLocal` takes care of that
 */
export function redisLimiter(redis: Redis, prefix = "renewal:limit:"): Limiter {
  redis.defineCommand("renewalTake", { lua: takeScript });
  return {
    async take(checks) {
      if (checks.length === 0) return { retryAfterMs: 0, states: [] };
      const asked: (string | number)[] = [checks.length];
      for (const { key } of checks) asked.push(prefix + key);
      for (const { limit, windowMs } of checks) asked.push(limit, windowMs);
      return verdictOf(checks, await (redis as WithTake).renewalTake(...asked));
    },
  };
}

function verdictOf(checks: readonly LimitCheck[], answer: number[]): LimitVerdict {
  const [refused = 0, retryAfterMs = 0] = answer;
  return {
    refused: checks[refused - 1]?.name,
    retryAfterMs,
    states: checks.map(({ name, limit }, index) => ({
      name,
      limit,
      remaining: Math.max(0, limit - (answer[2 * index + 2] as number)),
      resetAt: answer[2 * index + 3] as number,
    })),
  };
}
