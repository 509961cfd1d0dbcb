import type { Environment } from "../configuration/reader.ts";
import { type Configuration, ConfigurationFaults, readConfiguration } from "../configuration.ts";
import { withOpenStorage } from "./with-storage.ts";

/**
 * The configuration, or all that is wrong with it: what the database says of itself is told together with what the
 * environment lacks, so that nobody mends one to be told of the other.
 *
 * @throws ConfigurationFaults
 */
export async function soundConfiguration(environment: Environment): Promise<Configuration> {
  try {
    return readConfiguration(environment);
  } catch (error) {
    if (!(error instanceof ConfigurationFaults)) throw error;
    const { DATABASE_URL: url = "" } = environment;
    const isPostgres = /^postgres(ql)?:\/\//.test(url) && URL.canParse(url);
    throw new ConfigurationFaults([...error.faults, ...(isPostgres ? await databaseFaults(url) : [])]);
  }
}

/** What the database says of itself, or that it says nothing. */
async function databaseFaults(databaseUrl: string): Promise<string[]> {
  const place = { databaseUrl, dataDirectory: "", clients: [] };
  try {
    return await withOpenStorage(place, ({ storage }) => storage.faults());
  } catch {
    return ["DATABASE_URL leads to no database that answers. Correct it, or start the database."];
  }
}
