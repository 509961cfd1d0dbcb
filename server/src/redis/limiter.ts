import type { LimitCheck, Limiter, LimitVerdict } from "@renewal/engine";
import type { Redis } from "ioredis";
import { takeScript } from "./limiter-script.ts";

type WithTake = Redis & { renewalTake(keys: number, ...args: (string | number)[]): Promise<number[]> };

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
      const keys = checks.map((check) => prefix + check.key);
      const numbers = checks.flatMap((check) => [check.limit, check.windowMs]);
      return verdictOf(checks, await (redis as WithTake).renewalTake(keys.length, ...keys, ...numbers));
    },
  };
}

function verdictOf(checks: readonly LimitCheck[], answer: number[]): LimitVerdict {
  const [refused = 0, retryAfterMs = 0] = answer;
  return {
    ...(refused > 0 ? { refused: (checks[refused - 1] as LimitCheck).name } : {}),
    retryAfterMs,
    states: checks.map(({ name, limit }, index) => ({
      name,
      limit,
      remaining: Math.max(0, limit - (answer[2 * index + 2] as number)),
      resetAt: answer[2 * index + 3] as number,
    })),
  };
}
