import { setImmediate } from "node:timers/promises";

export interface Worker {
  /** Lets the step that runs come to its end, and starts no other. */
  stop(): Promise<void>;
}

/** Runs steps: {@link startWorker}, or what a test has in its place. */
export type StartWorker = typeof startWorker;

/**
 * Runs a step again and again: at once while there is work, and every `interval` milliseconds otherwise. A step that
 * fails is tried again after the interval; `onError` hears of the first of several failures in a row.
 *
 * @param step does a bounded piece of work and answers how many things there were to do
 */
export function startWorker(
  step: () => Promise<number>,
  options: { interval: number; onError: (error: unknown) => void },
): Worker {
  let stopped = false;
  let failing = false;
  let wake: (() => void) | undefined;

  async function run(): Promise<void> {
    while (!stopped) {
      const done = await attempt();
      // A step that waits for nothing but promises would otherwise be followed by the next one before any request is read.
      if (done > 0) await setImmediate();
      else if (!stopped) await pause(options.interval);
    }
  }

  async function attempt(): Promise<number> {
    try {
      const done = await step();
      failing = false;
      return done;
    } catch (error) {
      if (!failing) options.onError(error);
      failing = true;
      return 0;
    }
  }

  function pause(duration: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, duration);
      timer.unref();
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  const running = run();
  return {
    async stop() {
      stopped = true;
      wake?.();
      await running;
    },
  };
}
