import cluster from "node:cluster";
import type { Configuration } from "../configuration.ts";
import { jsonLog } from "../log.ts";
import { supervise } from "../processes/supervise.ts";
import { startServer } from "../server.ts";
import { command } from "./command.ts";
import { soundConfiguration } from "./sound-configuration.ts";
import { welcome } from "./welcome.ts";

export const start = command({ name: "start", says: "Runs the server, until it is told to stop.", run });

/** In as many processes as the configuration says. */
async function run(): Promise<void> {
  const configuration = await soundConfiguration(process.env);
  if (configuration.workers > 1 && cluster.isPrimary) return startProcesses(configuration);
  const server = await startServer(configuration);
  if (cluster.isPrimary) greet(configuration, server.url);
  stopOnSignals(async () => {
    await server.stop();
    return true;
  });
}

async function startProcesses(configuration: Configuration): Promise<void> {
  const supervisor = await supervise(configuration.workers, jsonLog(configuration.logLevel));
  const { address, port } = supervisor.address;
  const scheme = configuration.tls === undefined ? "http" : "https";
  greet(configuration, `${scheme}://${address ?? "127.0.0.1"}:${port}`);
  stopOnSignals(() => supervisor.stop());
}

function greet({ production, publicUrl }: Configuration, url: string): void {
  if (!production) process.stdout.write(welcome(publicUrl ?? url));
}

/**
 * SIGINT and SIGTERM stop gently; a second one does not wait. One of several processes leaves SIGINT, which a terminal
 * sends to all of them, to its supervisor, stops when that is gone, and is not hurried: it may hear of one stop twice.
 */
function stopOnSignals(stop: () => Promise<boolean>): void {
  let stopping = false;
  async function end(): Promise<void> {
    const endedWell = await stop().catch((error: unknown) => {
      process.stderr.write(`The server did not stop cleanly: ${String(error)}\n`);
      return false;
    });
    process.exit(endedWell ? 0 : 1);
  }
  function onSignal(): void {
    if (stopping && cluster.isPrimary) process.exit(130);
    if (stopping) return;
    stopping = true;
    void end();
  }
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", cluster.isWorker ? () => undefined : onSignal);
  if (cluster.isWorker) process.on("disconnect", onSignal);
}
