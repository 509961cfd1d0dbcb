import type { Clock, Store } from "@renewal/engine";
import type { SandboxPayments } from "@renewal/engine/sandbox";
import { Migrator, sql } from "kysely";
import { type CatalogueAdmin, catalogueStore } from "./catalogue.ts";
import type { Connection } from "./database.ts";
import { type DeliveryAdmin, deliveryStore } from "./deliveries.ts";
import { type KeyAdmin, keyStore } from "./keys.ts";
import { migrations } from "./migrations.ts";
import { orderStore } from "./orders.ts";
import { faultsOfPostgres, openPostgres, type PostgresOptions } from "./postgres.ts";
import { sandboxPayments } from "./sandbox-payments.ts";
import { openSqlite } from "./sqlite.ts";

/** What operators and the server itself need of the store beyond the engine's port. */
export type AdminStore = CatalogueAdmin & DeliveryAdmin & KeyAdmin;

export interface Storage {
  store: Store & AdminStore;
  sandbox: SandboxPayments;
  connection: Connection;
  /** Brings the tables to this version's form. Several processes may do so at once: one does the work. */
  migrate(): Promise<void>;
  /** What stands in the way of trusting this database with money, as sentences; none when it is fine. */
  faults(): Promise<string[]>;
  /** @throws StoreUnavailable when the database does not answer */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface StorageOptions extends PostgresOptions {
  clock: Clock;
  /** `postgres://…`; absent: SQLite. */
  url?: string | undefined;
  /** Where SQLite keeps its file; `:memory:` for nowhere. */
  file: string;
}

/**
 * Opens the store: PostgreSQL by its URL, else SQLite in a file. Call `migrate` before anything else.
 *
 * @example
 * const storage = openStorage({ clock, file: "data/renewal.db" });
 * await storage.migrate();
 */
export function openStorage(options: StorageOptions): Storage {
  const { url, file, clock } = options;
  const postgres = url === undefined ? undefined : openPostgres(url, options);
  const connection: Connection = postgres ?? openSqlite(file);
  const { guard, db, dialect } = connection;
  return {
    connection,
    store: {
      ...orderStore(connection),
      ...catalogueStore(connection, () => clock.now()),
      ...deliveryStore(connection),
      ...keyStore(connection),
    },
    sandbox: sandboxPayments(connection),
    migrate: () => guard(() => migrate(connection)),
    faults: () => guard(async () => (postgres === undefined ? [] : faultsOfPostgres(postgres.pool))),
    ping: () =>
      guard(async () => {
        await sql`select 1`.execute(db);
      }),
    close: () => connection.close(),
  };

  async function migrate({ db }: Connection): Promise<void> {
    const migrator = new Migrator({ db, provider: migrations(dialect) });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
  }
}
