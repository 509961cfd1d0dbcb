import type { LimitCheck, Limiter, LimitPolicy, LimitVerdict } from "@renewal/engine";
import type { Redis } from "ioredis";
import { takeScript } from "./limiter-script.ts";
import { together } from "./together.ts";

type Checks = readonly LimitCheck[];

/** As ioredis calls it. */
export const takeCommand = "renewalTake";

type WithTake = Redis & { [takeCommand](...numberOfKeysAndArgs: (string | number)[]): Promise<string> };

/**
 * Counts requests for all instances together. One round trip looks at every limit of the requests that came together, and
 * consumes all or none of each.
 *
 * @param redis a connection whose commands time out by themselves
 * @param prefix put before each key, so that one Redis can serve several systems
 * @throws whatever ioredis throws when Redis does not answer; `sharedOrLocal` takes care of that
 */
export function redisLimiter(redis: Redis, prefix = "renewal:limit:"): Limiter {
  redis.defineCommand(takeCommand, { lua: takeScript });
  const take = together(async (requests: readonly Checks[]) => {
    const keys: string[] = [];
    const policies: LimitPolicy[] = [];
    const shapes = requests.map((checks) => {
      let shape = "";
      for (const check of checks) {
        keys.push(prefix + bucketOf(check));
        shape += String.fromCharCode(65 + placeOf(check, policies));
      }
      return shape;
    });
    const numbers = policies.flatMap(({ limit, windowMs }) => [limit, windowMs]);
    const asked = [keys.length, ...keys, policies.length, ...numbers, ...shapes];
    return verdictsOf(requests, await (redis as WithTake)[takeCommand](...asked));
  });
  return { take: (checks) => (checks.length === 0 ? { retryAfterMs: 0, states: [] } : take(checks)) };
}

/** e.g. `user:demo/user_42`, `global`. */
function bucketOf({ name, key }: LimitCheck): string {
  return key === "" ? name : `${name}:${key}`;
}

/** Where the policy of a check stands in the list, which gets it if need be: a server has no more than five. */
function placeOf({ limit, windowMs }: LimitCheck, policies: LimitPolicy[]): number {
  const known = policies.findIndex((policy) => policy.limit === limit && policy.windowMs === windowMs);
  return known === -1 ? policies.push({ limit, windowMs }) - 1 : known;
}

function verdictsOf(requests: readonly Checks[], answer: string): LimitVerdict[] {
  const numbers = answer.split(" ").map(Number);
  let at = 0;
  const next = () => numbers[at++] as number;
  return requests.map((checks) => {
    const refused = checks[next() - 1]?.name;
    const retryAfterMs = next();
    const states = checks.map(({ name, limit }) => {
      const remaining = Math.max(0, limit - next());
      return { name, limit, remaining, resetAt: next() };
    });
    return { refused, retryAfterMs, states };
  });
}
