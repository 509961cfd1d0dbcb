import type { Client } from "@renewal/engine";
import { ConfigurationFaults } from "./faults.ts";
import { readClients } from "./files.ts";
import { type Environment, Reader, type ReadFile, readFromDisk } from "./reader.ts";

/** Where the store is, and what goes before it. */
export interface Place {
  /** `postgres://…`; undefined: SQLite. */
  databaseUrl: string | undefined;
  dataDirectory: string;
  /** What is said of these clients here goes before what the store says of them. */
  clients: readonly Client[];
}

export function readPlaceFrom(reader: Reader, production: boolean): Place {
  return {
    databaseUrl: reader.url("DATABASE_URL", ["postgres:", "postgresql:"]),
    dataDirectory: reader.text("DATA_DIR") ?? "data",
    clients: readClients(reader, production),
  };
}

/**
 * Reads from an environment where the store is, and nothing else: who works on the store needs no other variable.
 *
 * @throws ConfigurationFaults
 */
export function readPlace(environment: Environment, readFile: ReadFile = readFromDisk): Place {
  const reader = new Reader(environment, readFile);
  const place = readPlaceFrom(reader, false);
  if (reader.faults.length > 0) throw new ConfigurationFaults(reader.faults);
  return place;
}
