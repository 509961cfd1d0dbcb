import type { Clock } from "@renewal/engine";
import type { Upkeep } from "./storage/upkeep.ts";
import { startWorker, type Worker } from "./worker.ts";

const hour = 3_600_000;

/** For how long what is over stays, for questions about it; milliseconds. */
const kept = 7 * 24 * hour;

/** Rows of each kind at once, one batch a second: SQLite deletes on the thread that answers requests. */
const batch = 1_000;

/** When the database did not answer, it is left alone for so long; milliseconds. */
const pause = 60_000;

/** Forgets what nobody will ask for again, when the server starts and every hour. Any number of processes may. */
export function startUpkeep(
  store: Pick<Upkeep, "forget">,
  clock: Clock,
  onError: (error: unknown) => void,
): Worker {
  let next = clock.now();
  return startWorker(
    async () => {
      const now = clock.now();
      if (now < next) return 0;
      next = now + pause;
      const gone = await store.forget(now - kept, batch);
      next = gone === 0 ? now + hour * (0.9 + Math.random() / 5) : now;
      return 0;
    },
    { interval: 1_000, onError },
  );
}
