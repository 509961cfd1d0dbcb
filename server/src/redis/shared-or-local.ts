import type { Limiter, LocalLimiter } from "@renewal/engine";
import type { Availability } from "./availability.ts";

/**
 * Counts in Redis for all instances, and in this process' memory with the same numbers while Redis is gone. What Redis
 * grants is counted locally too, so that losing it opens no new allowance on this instance.
 */
export function sharedOrLocal(shared: Limiter, local: LocalLimiter, redis: Availability): Limiter {
  return {
    async take(checks) {
      const verdict = await redis.attempt(async () => shared.take(checks));
      if (verdict === undefined) return local.take(checks);
      if (verdict.refused === undefined) local.take(checks);
      return verdict;
    },
  };
}
