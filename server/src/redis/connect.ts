import type { Redis } from "ioredis";
import { takeCommand } from "./limiter.ts";

/**
 * A connection on which nothing ever hangs: a command that Redis does not answer within 50 ms fails, and none is kept
 * for later or sent twice (a limiter that counts a request twice refuses people who did nothing wrong).
 *
 * @param url `redis://` or `rediss://`, with user, password and database where needed
 */
export async function connectRedis(url: string): Promise<Redis> {
  // Loaded by those who have a Redis.
  const ioredis = await import("ioredis");
  return new ioredis.Redis(url, {
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    // They are put together by ourselves, and need not wait once more.
    autoPipeliningIgnoredCommands: [takeCommand, "mget"],
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 50,
    connectTimeout: 1000,
    retryStrategy: (attempt) => Math.min(100 * attempt, 1000),
  });
}

/**
 * Waits until Redis can be used, so that the first requests are counted where the others are.
 *
 * @param patience milliseconds; a Redis that is not there by then is found by the probes later
 */
export async function firstConnection(redis: Redis, patience = 2000): Promise<void> {
  if (redis.status === "ready") return;
  await new Promise<void>((resolve) => {
    const late = setTimeout(resolve, patience);
    redis.once("ready", () => {
      clearTimeout(late);
      resolve();
    });
  });
}
