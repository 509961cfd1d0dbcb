import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "@renewal/engine";
import { type Place, readPlace } from "../configuration/place.ts";
import { openConfiguredStorage } from "../parts.ts";
import { foreignTables, type TablesState } from "../storage/migrations/migrate.ts";
import type { Storage } from "../storage/storage.ts";

/** What a command works on. */
export interface CommandWorld {
  storage: Storage;
  /** As the environment says it. */
  place: Place;
  clock: Clock;
}

/** What must be done before this version can use the tables. */
export const tableFaults: Record<TablesState, string | undefined> = {
  current: undefined,
  none: "The database has no tables yet. Run `renewal migrate`, or start the server.",
  older: "The database has tables of an older version. Run `renewal migrate`, or start the server.",
  foreign: foreignTables,
};

/**
 * Opens the store that the environment names, lets a command use it, and closes it. Nothing is made or migrated: what
 * was typed at the wrong place, or with another version than the server's, must not change a database.
 *
 * @throws ConfigurationFaults when the environment names no store rightly
 * @throws Error when the tables are not there, or not of this version
 * @throws StoreUnavailable when the database does not answer
 */
export async function withStorage<T>(use: (world: CommandWorld) => Promise<T>): Promise<T> {
  const place = readPlace(process.env);
  if (place.databaseUrl === undefined && !existsSync(join(place.dataDirectory, "renewal.db"))) {
    throw new Error(
      "DATABASE_URL is not set and DATA_DIR holds no database. Set them as the server has them, or make the tables by `renewal migrate`.",
    );
  }
  return withOpenStorage(place, async (world) => {
    const fault = tableFaults[await world.storage.tables()];
    if (fault !== undefined) throw new Error(fault);
    return use(world);
  });
}

/** As `withStorage`, whatever state the tables are in. */
export async function withOpenStorage<T>(place: Place, use: (world: CommandWorld) => Promise<T>): Promise<T> {
  const clock = { now: Date.now };
  const storage = openConfiguredStorage(place, clock, { warn: () => undefined });
  try {
    return await use({ storage, place, clock });
  } finally {
    await storage.close();
  }
}

/** The database as an operator knows it, without its password. */
export function nameOf({ databaseUrl, dataDirectory }: Place): string {
  if (databaseUrl === undefined) return `SQLite in ${join(dataDirectory, "renewal.db")}`;
  const { host, pathname } = new URL(databaseUrl);
  return `PostgreSQL at ${host}${pathname}`;
}
