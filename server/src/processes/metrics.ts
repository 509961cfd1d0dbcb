import cluster, { type Worker } from "node:cluster";
import { AggregatorRegistry, Registry } from "prom-client";

/** Which process answers a scrape is chance, so each one answers for all of them. */
interface MetricsMessage {
  type: "renewal:metrics";
  /** Absent in a question. */
  text?: string;
}

/** How long the other processes may take, in milliseconds. */
const patience = 5_000;

/**
 * Gathers the metrics of all processes of this machine, in the text format of Prometheus.
 *
 * @param registries those of this process
 */
export function gatherMetrics(registries: readonly Registry[]): () => Promise<string> {
  if (!cluster.isWorker) return () => Registry.merge([...registries]).metrics();
  AggregatorRegistry.setRegistries([...registries]);
  // Its being there makes this process answer the supervisor.
  new AggregatorRegistry();
  return () => Promise.race([askSupervisor(), late()]);
}

function askSupervisor(): Promise<string> {
  return new Promise((resolve) => {
    const listen = (message: MetricsMessage) => {
      if (message.type !== "renewal:metrics" || message.text === undefined) return;
      process.off("message", listen);
      resolve(message.text);
    };
    process.on("message", listen);
    process.send?.({ type: "renewal:metrics" } satisfies MetricsMessage);
  });
}

function late(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error("The other processes did not tell their metrics.")), patience).unref();
  });
}

/** In the supervisor: adds up what the processes tell, for whichever of them is asked. */
export function answerMetricsQuestions(): void {
  const all = new AggregatorRegistry();
  cluster.on("message", (worker: Worker, message: MetricsMessage) => {
    if (message.type !== "renewal:metrics") return;
    all.clusterMetrics().then(
      (text) =>
        worker.isConnected() && worker.send({ type: "renewal:metrics", text } satisfies MetricsMessage),
      // The one that asked gives up by itself.
      () => undefined,
    );
  });
}
