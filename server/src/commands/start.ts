import type { Environment } from "../configuration/reader.ts";
import { type Configuration, ConfigurationFaults, readConfiguration } from "../configuration.ts";
import { openConfiguredStorage } from "../parts.ts";
import { type RunningServer, startServer } from "../server.ts";
import { welcome } from "./welcome.ts";

/** Runs the server until it is told to stop. */
export async function start(): Promise<void> {
  const configuration = await soundConfiguration(process.env);
  const server = await startServer(configuration);
  if (!configuration.production) process.stdout.write(welcome(configuration.publicUrl ?? server.url));
  stopOnSignals(server);
}

/** SIGINT and SIGTERM stop the server gently; a second one does not wait. */
function stopOnSignals(server: RunningServer): void {
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(signal === "SIGINT" ? 130 : 143);
      stopping = true;
      server.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`The server did not stop cleanly: ${String(error)}\n`);
          process.exit(1);
        },
      );
    });
  }
}

/**
 * The configuration, or all that is wrong with it: what the database says of itself is told together with what the
 * environment lacks, so that nobody mends one to be told of the other.
 *
 * @throws ConfigurationFaults
 */
async function soundConfiguration(environment: Environment): Promise<Configuration> {
  try {
    return readConfiguration(environment);
  } catch (error) {
    if (!(error instanceof ConfigurationFaults)) throw error;
    throw new ConfigurationFaults([...error.faults, ...(await databaseFaults(environment.DATABASE_URL))]);
  }
}

async function databaseFaults(databaseUrl: string | undefined): Promise<string[]> {
  if (!/^postgres(ql)?:\/\//.test(databaseUrl ?? "")) return [];
  const options = { databaseUrl, dataDirectory: "", clients: [] };
  const storage = openConfiguredStorage(options, { now: Date.now }, { warn: () => undefined });
  try {
    return await storage.faults();
  } catch {
    return ["DATABASE_URL leads to no database that answers. Correct it, or start the database."];
  } finally {
    await storage.close();
  }
}
