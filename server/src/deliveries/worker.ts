import type { Engine, Post } from "@renewal/engine";
import { startWorker, type Worker } from "../worker.ts";

/** So many receivers may be waited for at once; one that hangs takes one place for 15 s. */
const places = 64;

/** What is under way when the server stops may take so long, in milliseconds; what is cut off is sent again later. */
const patience = 5_000;

/**
 * Sends merchants their notifications as they fall due.
 *
 * @param interval milliseconds between two looks into an empty outbox
 */
export function startDeliveries(
  engine: Pick<Engine, "sendDueDeliveries">,
  post: Post,
  options: { interval: number; onError: (error: unknown) => void },
): Worker {
  const underWay = new Set<Promise<void>>();

  async function step(): Promise<number> {
    if (underWay.size >= places) await Promise.race(underWay);
    const started = await engine.sendDueDeliveries(post, places - underWay.size);
    for (const attempt of started) {
      const settled = attempt.catch(options.onError).finally(() => underWay.delete(settled));
      underWay.add(settled);
    }
    return started.length;
  }

  const loop = startWorker(step, options);
  return {
    async stop() {
      await loop.stop();
      await Promise.race([Promise.all(underWay), new Promise((resolve) => setTimeout(resolve, patience))]);
    },
  };
}
