import { LastUsed } from "../last-used.ts";
import type { Clock, Known } from "../ports.ts";
import { Refusal } from "../refusal.ts";
import { type LimitCheck, type LimitName, limitNames } from "./policies.ts";

export interface LimitState {
  name: LimitName;
  limit: number;
  remaining: number;
  /** When the oldest counted request leaves the window, milliseconds since 1970. */
  resetAt: number;
}

export interface LimitVerdict {
  /** The limit that refuses the request, the one with the longest wait. */
  refused?: LimitName | undefined;
  /** 0 when nothing refuses. */
  retryAfterMs: number;
  states: LimitState[];
}

/**
 * Counts requests. All limits are looked at before any is consumed: a request that one limit refuses costs none of the
 * others. No window of a limit's length ever holds more than `limit` requests, wherever it begins.
 */
export interface Limiter {
  /** Answers at once where nobody else has to be asked. */
  take(checks: readonly LimitCheck[]): Known<LimitVerdict>;
}

/** A limiter that asks nobody. */
export interface LocalLimiter extends Limiter {
  take(checks: readonly LimitCheck[]): LimitVerdict;
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

/** The moments of requests, oldest first. */
type Log = number[];

/** What nobody has asked of yet. */
const none: Log = [];

/**
 * Counts in this process' memory, exactly: a log of the last `limit` moments per bucket.
 *
 * @param options.maxKeys how many buckets are kept for each limit at least (100,000 by default), and twice as many at
 * most; the ones used longest ago go. Each limit has its own share: a flood from many addresses makes no user's count
 * forgotten
 */
export function memoryLimiter(clock: Clock, options: { maxKeys?: number } = {}): LocalLimiter {
  const { maxKeys = 100_000 } = options;
  const logs = Object.fromEntries(limitNames.map((name) => [name, new LastUsed<Log>(maxKeys)])) as Record<
    LimitName,
    LastUsed<Log>
  >;

  return {
    take(checks) {
      const now = clock.now();
      const found: Log[] = [];
      /** How many of the first moments of each count no more. */
      const past: number[] = [];
      let refused: LimitName | undefined;
      let retryAfterMs = 0;
      for (const check of checks) {
        // A bucket that is looked at counts as used, refused or not.
        const log = logs[check.name].get(check.key) ?? none;
        const gone = forget(log, now - check.windowMs);
        found.push(log);
        past.push(gone);
        const wait = waitFor(check, log, gone, now);
        if (wait <= retryAfterMs) continue;
        retryAfterMs = wait;
        refused = check.name;
      }
      const states = checks.map((check, index) => {
        const log = found[index] as Log;
        const current = refused === undefined ? withMoment(check, log, now) : log;
        return stateOf(check, current, past[index] as number, now);
      });
      return { refused, retryAfterMs, states };
    },
  };

  function withMoment({ name, key }: LimitCheck, log: Log, now: number): Log {
    if (log !== none) {
      log.push(now);
      return log;
    }
    // Most addresses ask once and are kept for long: a list that is made with its moment has room for no more.
    const first = [now];
    logs[name].set(key, first);
    return first;
  }
}

/**
 * Drops the moments up to this one. They are moved in memory only once they are the greater part.
 *
 * @returns how many of them still stand at the beginning
 */
function forget(log: Log, until: number): number {
  const past = countUpTo(log, until);
  if (past * 2 <= log.length) return past;
  log.splice(0, past);
  return 0;
}

/** By halves: a list may hold thousands of moments. */
function countUpTo(log: Log, moment: number): number {
  let low = 0;
  let high = log.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((log[middle] as number) <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

function waitFor({ limit, windowMs }: LimitCheck, log: Log, past: number, now: number): number {
  if (log.length - past < limit) return 0;
  return (log[log.length - limit] as number) + windowMs - now;
}

function stateOf({ name, limit, windowMs }: LimitCheck, log: Log, past: number, now: number): LimitState {
  const remaining = Math.max(0, limit - (log.length - past));
  return { name, limit, remaining, resetAt: (log[past] ?? now) + windowMs };
}
