import type { Clock } from "@renewal/engine";
import type { SandboxPayments } from "@renewal/engine/sandbox";
import { sql } from "kysely";
import { type ClientAdmin, clientStore } from "./clients.ts";
import type { Connection } from "./database.ts";
import type { DatabaseStore } from "./database-store.ts";
import { type DeliveryAdmin, deliveryStore } from "./deliveries.ts";
import { type GatewayOrders, gatewayOrders } from "./gateway-orders.ts";
import { type KeyAdmin, keyStore } from "./keys.ts";
import { migrate, type TablesState, tablesState } from "./migrations/migrate.ts";
import { type OrderAdmin, orderAdmin } from "./order-admin.ts";
import { orderStore } from "./orders.ts";
import { type PackageAdmin, packageStore } from "./packages.ts";
import { openPostgres, type PostgresOptions } from "./postgres.ts";
import { sandboxPayments } from "./sandbox-payments.ts";
import { openSqlite } from "./sqlite.ts";
import { type StatusHistory, statusHistory } from "./status.ts";
import { type Upkeep, upkeep } from "./upkeep.ts";

/** What operators and the server itself need of the store beyond the engine's port. */
export type AdminStore = OrderAdmin &
  PackageAdmin &
  ClientAdmin &
  DeliveryAdmin &
  KeyAdmin &
  Upkeep &
  StatusHistory;

export interface Storage {
  store: DatabaseStore & AdminStore;
  sandbox: SandboxPayments;
  gatewayOrders: GatewayOrders;
  /** For tables of one's own, and for the state of the pool. */
  connection: Connection;
  /**
   * Brings the tables to this version's form; answers the names of the steps it took. Several processes may do so at
   * once: one does the work.
   *
   * @throws Error when a newer version of the server has been here
   */
  migrate(): Promise<string[]>;
  /** Whether this version can use the tables as they are; nothing is changed. */
  tables(): Promise<TablesState>;
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
  /**
   * Whether nobody but the sandbox over this very storage hears of an order before its answer. On SQLite its writes are
   * then one commit: false by default, and each is on the disk before the next one begins.
   */
  gatewayIsInside?: boolean;
}

/**
 * Opens the store: PostgreSQL by its URL, else SQLite in a file. Nothing is reached before the first call, and every
 * call throws StoreUnavailable while the database cannot be used. Call `migrate` before anything else.
 *
 * @example
 * const storage = openStorage({ clock, file: "data/renewal.db" });
 * await storage.migrate();
 */
export function openStorage(options: StorageOptions): Storage {
  const { url, file, clock } = options;
  const connection = url === undefined ? openSqlite(file, options) : openPostgres(url, options);
  return {
    connection,
    store: {
      ...orderStore(connection),
      ...orderAdmin(connection),
      ...packageStore(connection),
      ...clientStore(connection, () => clock.now()),
      ...deliveryStore(connection),
      ...keyStore(connection),
      ...upkeep(connection),
      ...statusHistory(connection),
    },
    sandbox: sandboxPayments(connection),
    gatewayOrders: gatewayOrders(connection),
    migrate: () => migrate(connection),
    tables: () => tablesState(connection),
    faults: () => connection.faults(),
    ping: () =>
      connection.guard(async () => {
        await sql`select 1`.execute(connection.db);
      }),
    close: () => connection.close(),
  };
}
