import { type Known, LastUsed } from "@renewal/engine";
import type { Redis } from "ioredis";
import type { Availability } from "./availability.ts";
import { together } from "./together.ts";

export type CachedKind = "packages" | "membership" | "jwks";

export type CacheResult = "hit" | "miss" | "bypass";

/** Counts of what was asked, by kind; the hit ratio in /metrics comes from them. */
export type CacheObserver = (kind: CachedKind, result: CacheResult) => void;

export type Load<T> = () => Known<T>;

/** Remembers what is read often. What it cannot remember is loaded: it never fails a request. */
export interface Cache {
  /**
   * Answers the remembered value, at once where it is in this process, or loads it and remembers it for `ttl` milliseconds.
   * Values are JSON, and nobody changes them.
   */
  remember<T>(kind: CachedKind, key: string, ttl: number, load: Load<T>): Known<T>;
  /** Forgets a value that has changed. Call it after the change is stored. */
  forget(kind: CachedKind, key: string): Promise<void>;
}

/**
 * For this long after a change nothing is remembered under its key: a reader that loaded the old value before the change
 * cannot put it back after.
 */
const changedFor = 2_000;
const changed = "!";

/** Shared by all instances. While Redis is gone every read loads, and what changed is forgotten when it is back. */
export function redisCache(
  redis: Redis,
  availability: Availability,
  observe: CacheObserver,
  prefix = "renewal:cache:",
): Cache {
  const unforgotten = new Set<string>();
  const read = textsAsValues();
  const textOf = together(async (names: readonly string[]) => {
    // Many ask for the same at once.
    const different = [...new Set(names)];
    const texts = await redis.mget(...different);
    const found = new Map(different.map((name, index) => [name, texts[index] as string | null]));
    return names.map((name) => found.get(name) ?? null);
  });

  async function mark(name: string): Promise<void> {
    const done = await availability.attempt(() => redis.set(name, changed, "PX", changedFor));
    if (done !== undefined) unforgotten.delete(name);
  }

  return {
    async remember<T>(kind: CachedKind, key: string, ttl: number, load: Load<T>) {
      const name = `${prefix}${kind}:${key}`;
      if (unforgotten.size > 0) await Promise.all([...unforgotten].map(mark));
      const found = availability.up ? await availability.attempt(() => textOf(name)) : undefined;
      if (typeof found === "string" && found !== changed) {
        observe(kind, "hit");
        return read(name, found) as T;
      }
      const value = await load();
      observe(kind, found === null ? "miss" : "bypass");
      if (found === null && !unforgotten.has(name)) {
        // NX: a change that came in between has left its mark, and the mark stays.
        await availability.attempt(() => redis.set(name, JSON.stringify(value), "PX", ttl, "NX"));
      }
      return value;
    },
    async forget(kind, key) {
      const name = `${prefix}${kind}:${key}`;
      unforgotten.add(name);
      await mark(name);
    },
  };
}

/** So many texts at least are remembered as what they say. */
const leastValues = 10_000;

/**
 * Reads JSON, and answers the same value again while the text of a name is the same: so that what was made of the value,
 * the periods of a membership for one, is remembered with it.
 */
function textsAsValues(): (name: string, text: string) => unknown {
  const known = new LastUsed<{ text: string; value: unknown }>(leastValues);
  return (name, text) => {
    const before = known.get(name);
    if (before?.text === text) return before.value;
    const value: unknown = JSON.parse(text);
    known.set(name, { text, value });
    return value;
  };
}

/**
 * For one process: an entry is gone at once when it changes.
 *
 * @param options.leastEntries how many are kept at least (10,000 by default), and twice as many at most; the ones used
 * longest ago go
 */
export function memoryCache(
  observe: CacheObserver,
  options: { leastEntries?: number; now?: () => number } = {},
): Cache {
  const { leastEntries = 10_000, now = Date.now } = options;
  const entries = new LastUsed<{ value: unknown; until: number }>(leastEntries);
  // A load that began before a change must not put the old value back: the change takes its ticket away.
  const loading = new Map<string, object>();
  async function loaded<T>(name: string, kind: CachedKind, ttl: number, load: Promise<T>) {
    const ticket = {};
    loading.set(name, ticket);
    const value = await load.catch((error: unknown) => {
      loading.delete(name);
      throw error;
    });
    observe(kind, "miss");
    if (loading.get(name) === ticket) {
      loading.delete(name);
      entries.set(name, { value, until: now() + ttl });
    }
    return value;
  }

  return {
    remember<T>(kind: CachedKind, key: string, ttl: number, load: Load<T>) {
      const name = `${kind}:${key}`;
      const entry = entries.get(name);
      if (entry !== undefined && now() < entry.until) {
        observe(kind, "hit");
        return entry.value as T;
      }
      const value = load();
      if (value instanceof Promise) return loaded(name, kind, ttl, value);
      // Nothing can have changed in between.
      observe(kind, "miss");
      entries.set(name, { value, until: now() + ttl });
      return value;
    },
    async forget(kind, key) {
      const name = `${kind}:${key}`;
      entries.delete(name);
      loading.delete(name);
    },
  };
}
