import type { Storage } from "./storage/storage.ts";

/** A probe that waits for the database's own time limits would be given up by whoever asks; milliseconds. */
const patience = 1_000;

/** However many ask, the database is asked no more often than this; milliseconds. */
const remembered = 500;

/** Whether requests can be served: the store answers, and nobody has told us to stop. */
export function readiness(storage: Pick<Storage, "ping">, isStopping: () => boolean): () => Promise<boolean> {
  let asked = Number.NEGATIVE_INFINITY;
  let answer: Promise<boolean> = Promise.resolve(false);
  return async () => {
    if (isStopping()) return false;
    if (performance.now() - asked > remembered) {
      asked = performance.now();
      answer = answersInTime(storage);
    }
    return (await answer) && !isStopping();
  };
}

async function answersInTime(storage: Pick<Storage, "ping">): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, patience, false);
  });
  const pong = storage.ping().then(
    () => true,
    () => false,
  );
  return Promise.race([pong, late]).finally(() => clearTimeout(timer));
}
