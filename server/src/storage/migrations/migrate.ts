import { type Migration, Migrator } from "kysely";
import type { Connection } from "../database.ts";
import type { Dialect } from "../dialects.ts";
import { payments } from "./0001-payments.ts";
import { clients } from "./0002-clients.ts";
import { deliveries } from "./0003-deliveries.ts";
import { sandbox } from "./0004-sandbox.ts";
import type { Step } from "./tables.ts";

/** The way to today's tables. A step that was released is never changed: add another one. */
const steps: Record<string, Step> = {
  "0001-payments": payments,
  "0002-clients": clients,
  "0003-deliveries": deliveries,
  "0004-sandbox": sandbox,
};

/**
 * Brings the tables to this version's form, all of it or nothing. Several processes may do so at once: one does the
 * work, the others wait for it.
 *
 * @returns the names of the steps that were taken now
 * @throws Error when a newer version of the server has been here
 */
export function migrate(connection: Connection): Promise<string[]> {
  return connection.unhurried(async (db) => {
    const provider = { getMigrations: async () => migrations(connection.dialect) };
    const { error, results } = await new Migrator({ db, provider }).migrateToLatest();
    if (error !== undefined) throw isFromTheFuture(error) ? newerVersion(error) : error;
    return (results ?? []).map(({ migrationName }) => migrationName);
  });
}

function migrations(dialect: Dialect): Record<string, Migration> {
  return Object.fromEntries(
    Object.entries(steps).map(([name, step]) => [name, { up: (db) => step(db, dialect) }]),
  );
}

function isFromTheFuture(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("corrupted migrations");
}

function newerVersion(cause: unknown): Error {
  return new Error(
    "The database has tables of another version of this server. Start the version that made them, or a newer one.",
    { cause },
  );
}
