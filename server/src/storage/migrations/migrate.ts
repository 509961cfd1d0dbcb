import { type Migration, Migrator, sql } from "kysely";
import type { Connection } from "../database.ts";
import type { Dialect } from "../dialects.ts";
import { payments } from "./0001-payments.ts";
import { clients } from "./0002-clients.ts";
import { deliveries } from "./0003-deliveries.ts";
import { sandbox } from "./0004-sandbox.ts";
import { status } from "./0005-status.ts";
import { refunds } from "./0006-refunds.ts";
import { gatewayOrders } from "./0007-gateway-orders.ts";
import type { Step } from "./tables.ts";

/** The way to today's tables. A step that was released is never changed: add another one. */
const steps: Record<string, Step> = {
  "0001-payments": payments,
  "0002-clients": clients,
  "0003-deliveries": deliveries,
  "0004-sandbox": sandbox,
  "0005-status": status,
  "0006-refunds": refunds,
  "0007-gateway-orders": gatewayOrders,
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

/** Whether this version can use the tables; `foreign`: a newer one, or another program's, has been there. */
export type TablesState = "current" | "none" | "older" | "foreign";

/** Looks at the tables and changes nothing. */
export function tablesState({ db, guard }: Connection): Promise<TablesState> {
  return guard(async () => {
    const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
    if (tables.every(({ name }) => name !== "kysely_migration")) return "none";
    const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
    if (rows.length === 0) return "none";
    if (rows.some(({ name }) => !Object.hasOwn(steps, name))) return "foreign";
    return rows.length === Object.keys(steps).length ? "current" : "older";
  });
}

/** What an operator is told of tables of another version. */
export const foreignTables =
  "The database has tables of another version of this server. Start the version that made them, or a newer one.";

function migrations(dialect: Dialect): Record<string, Migration> {
  return Object.fromEntries(
    Object.entries(steps).map(([name, step]) => [name, { up: (db) => step(db, dialect) }]),
  );
}

function isFromTheFuture(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("corrupted migrations");
}

function newerVersion(cause: unknown): Error {
  return new Error(foreignTables, { cause });
}
