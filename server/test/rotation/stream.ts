import { setTimeout } from "node:timers/promises";

/** Requests that never cease, and what became of them. */
export interface Stream {
  /** How many were answered well. */
  good(): number;
  /** What went wrong, one line for each. */
  refused: string[];
  /** Waits until so many more were answered well, or something was refused. */
  more(count: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Sends requests, one behind the other in each lane.
 *
 * @param send sends one and answers why it was refused; undefined when it was not
 */
export function startStream(
  send: (number: number) => Promise<string | undefined>,
  { lanes = 4, pause = 5 } = {},
): Stream {
  let [running, good, number] = [true, 0, 0];
  const refused: string[] = [];

  async function lane(): Promise<void> {
    while (running) {
      number += 1;
      const why = await send(number).catch((error: unknown) => String(error));
      if (why === undefined) good += 1;
      else refused.push(why);
      await setTimeout(pause);
    }
  }

  const all = Promise.all(Array.from({ length: lanes }, lane));
  return {
    good: () => good,
    refused,
    async more(count) {
      const enough = good + count;
      for (let look = 0; good < enough && refused.length === 0; look += 1) {
        if (look > 3_000) throw new Error(`Of ${count} requests ${good - enough + count} came in 30 s.`);
        await setTimeout(10);
      }
    },
    async stop() {
      running = false;
      await all;
    },
  };
}
