import type { EndedAttempt, Engine, Post } from "@renewal/engine";
import { type StartWorker, startWorker as startReal, type Worker } from "../worker.ts";

/** So many receivers may be waited for at once; one that hangs takes a place for 15 s. */
const places = 128;

/**
 * A client with so many attempts under way gets no further one until some have ended, and so many are taken up at once:
 * it takes several clients whose receivers all hang to hold up the others.
 */
const share = 32;

/** What is under way when the server stops may take so long, in milliseconds; what is cut off is sent again later. */
const patience = 5_000;

export interface DeliveryWorkerOptions {
  /** Milliseconds between two looks into an empty outbox. */
  interval: number;
  startWorker?: StartWorker;
  onEnded: (attempt: EndedAttempt) => void;
  onError: (error: unknown) => void;
}

/** Sends merchants their notifications as they fall due. */
export function startDeliveries(
  engine: Pick<Engine, "sendDueDeliveries">,
  post: Post,
  { interval, onEnded, onError, startWorker = startReal }: DeliveryWorkerOptions,
): Worker {
  const underWay = new Map<Promise<void>, string>();
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });

  async function step(): Promise<number> {
    if (underWay.size >= places) await Promise.race([...underWay.keys(), stopped]);
    const limit = Math.min(share, places - underWay.size);
    if (limit === 0) return 0;
    const started = await engine.sendDueDeliveries(post, { limit, except: busy(underWay.values()) });
    for (const { clientId, ended } of started) {
      const settled = ended.then(onEnded, onError).finally(() => underWay.delete(settled));
      underWay.set(settled, clientId);
    }
    return started.length;
  }

  const loop = startWorker(step, { interval, onError });
  return {
    async stop() {
      stop();
      await loop.stop();
      await Promise.race([
        Promise.all(underWay.keys()),
        new Promise((resolve) => setTimeout(resolve, patience)),
      ]);
    },
  };
}

/** The clients that have their share of the places. */
function busy(clientIds: Iterable<string>): string[] {
  const counts = new Map<string, number>();
  for (const clientId of clientIds) counts.set(clientId, (counts.get(clientId) ?? 0) + 1);
  return [...counts].flatMap(([clientId, count]) => (count >= share ? [clientId] : []));
}
