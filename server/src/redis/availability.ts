import type { Redis } from "ioredis";

/** How long Redis is left alone after it failed, before one command asks whether it is back. */
const pause = 500;

export interface Availability {
  /** Whether commands may go to Redis now. */
  readonly up: boolean;
  /** Runs a command; a failure marks Redis as gone and is answered with undefined. */
  attempt<T>(command: () => Promise<T>): Promise<T | undefined>;
  stop(): void;
}

/**
 * Knows whether Redis answers, so that a request never waits for one that does not: after the first failure Redis is
 * passed by, and a ping in the background notices when it is back.
 *
 * @param onChange called once per change, for the log line and the metric
 */
export function watchRedis(redis: Redis, onChange: (up: boolean, cause?: unknown) => void): Availability {
  let up = true;
  let probe: NodeJS.Timeout | undefined;

  function lost(cause: unknown): void {
    if (!up) return;
    up = false;
    onChange(false, cause);
    probe = setInterval(() => void ask(), pause);
    probe.unref();
  }

  async function ask(): Promise<void> {
    try {
      await redis.ping();
    } catch {
      return;
    }
    if (up) return;
    clearInterval(probe);
    up = true;
    onChange(true);
  }

  redis.on("error", lost);
  redis.on("end", () => lost(new Error("The connection to Redis was closed.")));
  return {
    get up() {
      return up;
    },
    async attempt(command) {
      if (!up) return undefined;
      try {
        return await command();
      } catch (error) {
        lost(error);
        return undefined;
      }
    },
    stop: () => clearInterval(probe),
  };
}
