import cluster, { type Address, type Worker } from "node:cluster";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";
import { answerMetricsQuestions } from "./metrics.ts";

/** Between the end of a process and the start of the next one in its place, in milliseconds. */
const pause = 1_000;

/** What processes may take to stop before they are killed; more than they take by themselves, in milliseconds. */
const patience = 15_000;

export interface Supervisor {
  /** Where the processes listen. */
  address: Address;
  /** Stops all processes gently; answers whether each one ended well. */
  stop(): Promise<boolean>;
}

/**
 * Runs several processes of the same command behind one port, and starts another one when one ends.
 *
 * @throws Error when the first one ends before it listens; what it said of the cause stands on standard error
 */
export async function supervise(count: number, log: Logger): Promise<Supervisor> {
  let stopping = false;
  function fork(): Worker {
    const worker = cluster.fork();
    // Words to one that has just died get lost, and must not end the supervisor: its `exit` tells all there is to tell.
    worker.on("error", (error) =>
      log.debug({ pid: worker.process.pid, cause: String(error) }, "a process is out of reach"),
    );
    return worker;
  }
  answerMetricsQuestions();
  // One alone at first: it brings the tables up to date, and a fault of the configuration is told once.
  const first = fork();
  const address = await Promise.race([
    once(first, "listening").then(([where]) => where as Address),
    once(first, "exit").then(() => Promise.reject(new Error("No process could start."))),
  ]);
  cluster.on("exit", async (worker, code, signal) => {
    if (stopping) return;
    log.error({ pid: worker.process.pid, code, signal }, "a process ended; another one starts in its place");
    await setTimeout(pause);
    if (!stopping) fork();
  });
  for (let started = 1; started < count; started += 1) fork();
  return {
    address,
    async stop() {
      stopping = true;
      return (
        await Promise.all(Object.values(cluster.workers ?? {}).map((worker) => end(worker as Worker)))
      ).every(Boolean);
    },
  };
}

async function end(worker: Worker): Promise<boolean> {
  const ended = once(worker, "exit") as Promise<[number | null, string | null]>;
  worker.process.kill("SIGTERM");
  const kill = new AbortController();
  void setTimeout(patience, undefined, { signal: kill.signal }).then(
    () => worker.process.kill("SIGKILL"),
    () => undefined,
  );
  const [code, signal] = await ended;
  kill.abort();
  // One that was only just starting has nothing to lose yet, and ends by the signal itself.
  return code === 0 || signal === "SIGTERM";
}
