import type { Clock } from "../ports.ts";
import { Refusal } from "../refusal.ts";
import type { LimitCheck, LimitName } from "./policies.ts";

export interface LimitState {
  name: LimitName;
  limit: number;
  remaining: number;
  /** When the oldest counted request leaves the window, milliseconds since 1970. */
  resetAt: number;
}

export interface LimitVerdict {
  /** The limit that refuses the request, the one with the longest wait. */
  refused?: LimitName;
  /** 0 when nothing refuses. */
  retryAfterMs: number;
  states: LimitState[];
}

/**
 * Counts requests. All limits are looked at before any is consumed: a request that one limit refuses costs none of the
 * others. No window of a limit's length ever holds more than `limit` requests, wherever it begins.
 */
export interface Limiter {
  take(checks: readonly LimitCheck[]): Promise<LimitVerdict>;
}

/** The `X-RateLimit-*` headers of the limit that has the least left; of equals, the one with the smallest limit. */
export function limitHeaders(verdict: LimitVerdict): Record<string, string> {
  let shown: LimitState | undefined;
  for (const state of verdict.states) {
    if (state.name === verdict.refused) {
      shown = state;
      break;
    }
    if (shown === undefined || (state.remaining - shown.remaining || state.limit - shown.limit) < 0)
      shown = state;
  }
  if (shown === undefined) return {};
  return {
    "X-RateLimit-Limit": String(shown.limit),
    "X-RateLimit-Remaining": String(shown.remaining),
    "X-RateLimit-Reset": String(Math.ceil(shown.resetAt / 1000)),
  };
}

const sentences: Record<LimitName, (limit: number) => string> = {
  user: (limit) => `The limit of ${limit} requests per hour per user is used up.`,
  address: (limit) => `The limit of ${limit} requests per minute per address is used up.`,
  global: () => "The service is at its limit of requests per second.",
  credentials: (limit) => `The limit of ${limit} token requests per minute per address is used up.`,
  notifications: () => "The service is at its limit of notifications per second.",
};

/** The refusal that a verdict with a `refused` limit leads to. Seconds are rounded up: who waits them gets through. */
export function overLimit(verdict: LimitVerdict): Refusal {
  const name = verdict.refused ?? "global";
  const limit = verdict.states.find((state) => state.name === name)?.limit ?? 0;
  const retryAfter = Math.max(1, Math.ceil(verdict.retryAfterMs / 1000));
  const wait = retryAfter === 1 ? "1 second" : `${retryAfter} seconds`;
  return new Refusal("RATE_LIMIT_EXCEEDED", `${sentences[name](limit)} Try again after ${wait}.`, {
    details: { limit: name },
    retryAfter,
  });
}

/** The moments of the requests that count, oldest first from `start`. */
interface Log {
  times: number[];
  start: number;
}

/**
 * Counts in this process' memory, exactly: a log of the last `limit` moments per bucket.
 *
 * @param options.maxKeys how many buckets are kept for each limit (100,000 by default); beyond it the ones used longest
 * ago go. Each limit has its own share: a flood from many addresses makes no user's count forgotten
 */
export function memoryLimiter(clock: Clock, options: { maxKeys?: number } = {}): Limiter {
  const buckets = new Map<LimitName, Map<string, Log>>();
  const maxKeys = options.maxKeys ?? 100_000;

  function logsOf(name: LimitName): Map<string, Log> {
    const known = buckets.get(name) ?? new Map<string, Log>();
    buckets.set(name, known);
    return known;
  }

  /** The bucket's log; whoever is looked at moves behind all others, refused or not. */
  function logOf({ name, key }: LimitCheck): Log {
    const logs = logsOf(name);
    const log = logs.get(key);
    if (log === undefined) return { times: [], start: 0 };
    logs.delete(key);
    logs.set(key, log);
    return log;
  }

  function keep({ name, key }: LimitCheck, log: Log, now: number): void {
    const logs = logsOf(name);
    log.times.push(now);
    logs.set(key, log);
    if (logs.size > maxKeys) logs.delete(logs.keys().next().value as string);
  }

  return {
    async take(checks) {
      const now = clock.now();
      const seen = checks.map((check) => {
        const log = logOf(check);
        forget(log, now - check.windowMs);
        return { check, log };
      });
      const waits = seen.map(({ check, log }) => waitFor(check, log, now));
      const longest = Math.max(0, ...waits);
      if (longest === 0) for (const { check, log } of seen) keep(check, log, now);
      return {
        ...(longest > 0 ? { refused: (checks[waits.indexOf(longest)] as LimitCheck).name } : {}),
        retryAfterMs: longest,
        states: seen.map(({ check, log }) => stateOf(check, log, now)),
      };
    },
  };
}

/** Drops the moments up to this one. They are moved in memory only once they are the greater part. */
function forget(log: Log, until: number): void {
  while (log.start < log.times.length && (log.times[log.start] as number) <= until) log.start += 1;
  if (log.start * 2 > log.times.length) {
    log.times = log.times.slice(log.start);
    log.start = 0;
  }
}

function waitFor(check: LimitCheck, log: Log, now: number): number {
  const used = log.times.length - log.start;
  if (used < check.limit) return 0;
  const leaves = log.times[log.times.length - check.limit] as number;
  return leaves + check.windowMs - now;
}

function stateOf(check: LimitCheck, log: Log, now: number): LimitState {
  const used = log.times.length - log.start;
  return {
    name: check.name,
    limit: check.limit,
    remaining: Math.max(0, check.limit - used),
    resetAt: (log.times[log.start] ?? now) + check.windowMs,
  };
}
