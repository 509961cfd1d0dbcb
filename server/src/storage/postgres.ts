import { StoreUnavailable } from "@renewal/engine";
import { CamelCasePlugin, Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Connection, Database } from "./database.ts";

/** bigint: money and times, all far below 2^53. */
const bigint = 20;

/**
 * Codes and classes of SQLSTATE after which the same call may succeed: connection, resources, operator intervention,
 * serialization, deadlock, lock not available, a standby that takes no writes.
 */
const passing = /^(08|53|57|40001|40P01|55P03|25006)/;

export interface PostgresOptions {
  /** Connections at most; 10 by default. A request waits 2 s for one and is then answered with 503. */
  poolSize?: number;
  /** Hears of connections that broke while nobody used them. */
  onError?: (error: unknown) => void;
}

/** Connects to PostgreSQL. Nothing waits longer than 5 s, whatever the database does. */
export function openPostgres(url: string, options: PostgresOptions = {}): Connection & { pool: pg.Pool } {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: 2000,
    statement_timeout: 4000,
    // The database's own limit cannot end a statement when the database itself stands still.
    query_timeout: 5000,
    idle_in_transaction_session_timeout: 5000,
    keepAlive: true,
    application_name: "renewal",
    types: {
      getTypeParser: (type, format) =>
        type === bigint ? (Number as never) : pg.types.getTypeParser(type, format as never),
    },
  });
  // Without a listener the end of an idle connection would end the process.
  pool.on("error", (error) => options.onError?.(error));
  pool.on("connect", (client) => client.on("error", (error) => options.onError?.(error)));
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin()],
  });
  return { db, dialect: "postgres", guard, pool, close: () => db.destroy() };
}

async function guard<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (isPassing(error)) throw new StoreUnavailable("PostgreSQL cannot be used now.", { cause: error });
    throw error;
  }
}

/** What the driver throws that is no answer of the database is the connection's fault. */
const brokenConnection =
  /timeout|terminated|not queryable|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|socket/i;

function isPassing(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return passing.test(error.code ?? "");
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: string };
  return brokenConnection.test(`${code ?? ""} ${error.message}`) || error instanceof AggregateError;
}

/** Whether a transaction lost against another one and may simply be run again. */
export function lostRace(error: unknown): boolean {
  const code = (error as { code?: string; errcode?: number } | null)?.code;
  return code === "40001" || code === "40P01" || (error as { errcode?: number } | null)?.errcode === 5;
}

/** The oldest version that is still maintained everywhere. */
const oldestVersion = 130_000;

/**
 * What stands in the way of trusting this database with money, as sentences for the operator; none when it is fine.
 */
export async function faultsOfPostgres(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ version: string; commit: string }>(
    "select current_setting('server_version_num') as version, current_setting('synchronous_commit') as commit",
  );
  const [{ version, commit } = { version: "0", commit: "off" }] = rows;
  return [
    ...(Number(version) >= oldestVersion ? [] : ["DATABASE_URL: PostgreSQL is older than 13. Upgrade it."]),
    ...(commit === "off"
      ? [
          "DATABASE_URL: synchronous_commit is off, so a crash would lose acknowledged payments. Switch it on.",
        ]
      : []),
  ];
}
