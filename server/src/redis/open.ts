import { type Clock, type Limiter, memoryLimiter, type Store } from "@renewal/engine";
import type { Logger } from "pino";
import { Counter, Gauge, type Registry } from "prom-client";
import { type Count, Tally } from "../metrics/tally.ts";
import { watchRedis } from "./availability.ts";
import { type CachedKind, type CacheObserver, type CacheResult, memoryCache, redisCache } from "./cache.ts";
import { cachedStore } from "./cached-store.ts";
import { connectRedis, firstConnection } from "./connect.ts";
import { redisLimiter } from "./limiter.ts";
import { sharedOrLocal } from "./shared-or-local.ts";

/** What counts and what remembers: shared through Redis, or in this process alone. */
export interface Memory {
  limiter: Limiter;
  cached<S extends Store>(store: S): S;
  /** Whether Redis answers; undefined: there is none. */
  up(): boolean | undefined;
  close(): void;
}

/**
 * Opens Redis, if there is one. Without it, and while it is gone, limits and cache live in this process.
 *
 * @param url undefined for one process that needs no Redis
 */
export async function openRedis(
  url: string | undefined,
  { clock, log, registry }: { clock: Clock; log: Logger; registry: Registry },
): Promise<Memory> {
  const observe = cacheMetric(registry);
  const local = memoryLimiter(clock);
  if (url === undefined) {
    const cache = memoryCache(observe, { now: () => clock.now() });
    return {
      limiter: local,
      cached: (store) => cachedStore(store, cache),
      up: () => undefined,
      close: () => undefined,
    };
  }
  const redis = await connectRedis(url);
  // Errors of the first tries are told by the watch below, which begins once Redis has had its chance.
  redis.on("error", () => undefined);
  await firstConnection(redis);
  const { up, changes } = availabilityMetrics(registry);
  const availability = watchRedis(redis, (isUp, cause) => {
    up.set(isUp ? 1 : 0);
    changes.inc({ to: isUp ? "up" : "down" });
    if (isUp) log.info("Redis is back: limits are shared again");
    else
      log.warn(
        { cause: String(cause) },
        "Redis is gone: limits go on in this process, the cache is passed by",
      );
  });
  const cache = redisCache(redis, availability, observe);
  return {
    limiter: sharedOrLocal(redisLimiter(redis), local, availability),
    cached: (store) => cachedStore(store, cache),
    up: () => availability.up,
    close() {
      availability.stop();
      redis.disconnect();
    },
  };
}

function cacheMetric(registry: Registry): CacheObserver {
  const requests = new Tally({
    name: "cache_requests_total",
    help: "Reads of the cache by kind and result; bypass: Redis was gone.",
    registry,
  });
  const reads = new Map<CachedKind, Record<CacheResult, Count>>();
  new Gauge({
    name: "cache_hit_ratio",
    help: "Hits over all reads of the cache since the start, by kind; for a shorter time divide the counters.",
    labelNames: ["kind"],
    aggregator: "average",
    registers: [registry],
    collect() {
      for (const [kind, { hit, miss, bypass }] of reads)
        this.set({ kind }, hit.value / (hit.value + miss.value + bypass.value));
    },
  });
  return (kind, result) => {
    let counts = reads.get(kind);
    if (counts === undefined) {
      const of = (name: CacheResult) => requests.of({ kind, result: name });
      counts = { hit: of("hit"), miss: of("miss"), bypass: of("bypass") };
      reads.set(kind, counts);
    }
    counts[result].add();
  };
}

function availabilityMetrics(registry: Registry) {
  const up = new Gauge({
    name: "redis_up",
    help: "Whether Redis is used now; of several processes, whether all use it.",
    aggregator: "min",
    registers: [registry],
  });
  up.set(1);
  const changes = new Counter({
    name: "redis_changes_total",
    help: "How often Redis was lost and came back.",
    labelNames: ["to"],
    registers: [registry],
  });
  for (const to of ["up", "down"]) changes.inc({ to }, 0);
  return { up, changes };
}
