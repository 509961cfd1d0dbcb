import { createRequire } from "node:module";
import { StoreUnavailable } from "@renewal/engine";
import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from "kysely";
import type pg from "pg";
import { statementName, through } from "./built-once.ts";
import type { Connection, Database } from "./database.ts";
import { postgres } from "./dialects.ts";
import { LostRace, persistently, StatementRefused } from "./failures.ts";
import { gathered } from "./gathered.ts";
import { noPledges } from "./pledges.ts";

const require = createRequire(import.meta.url);

/** The driver, loaded when it is first needed: a server on SQLite starts a tenth sooner without it. */
const driver = () => require("pg") as typeof pg;

/** Milliseconds. A call takes no longer than the first and the last together, whatever becomes of the database. */
const limits = { connect: 2_000, statement: 3_000, call: 4_000 };

const minutes = 60_000;

export interface PostgresOptions {
  /** Connections at most; 10 by default. A call waits 2 s for one and is then answered with StoreUnavailable. */
  poolSize?: number;
  /** Hears of connections that broke while nobody used them. */
  onError?: (error: unknown) => void;
}

/** Prepares to use PostgreSQL; it connects when it is first asked, and again whenever a connection broke. */
export function openPostgres(url: string, options: PostgresOptions = {}): Connection {
  let closed = false;
  const pool = newPool(url, options, { max: options.poolSize ?? 10, statement_timeout: limits.statement });
  const db = overPool(guardedPool(pool, limits.call));
  const guard: Connection["guard"] = (call) => persistently(call, { isClosed: () => closed });
  const run = through(db);
  return {
    ...{ db, dialect: postgres, guard, run },
    transaction: (work) => guard(() => db.transaction().execute(work)),
    atomically: (work) => guard(() => db.transaction().execute((transaction) => work(through(transaction)))),
    pledges: noPledges(run),
    gather: gathered,
    unhurried: (work) =>
      guard(async () => {
        const own = overPool(guardedPool(newPool(url, options, { max: 1 }), 30 * minutes));
        return work(own).finally(() => own.destroy());
      }),
    faults: () => guard(() => faultsOf(pool)),
    pool: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    async close() {
      closed = true;
      await db.destroy();
      if (!pool.ending) await pool.end();
    },
  };
}

function overPool(pool: PostgresPool): Kysely<Database> {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }), plugins: [new CamelCasePlugin()] });
}

function newPool(url: string, { onError }: PostgresOptions, config: pg.PoolConfig): pg.Pool {
  const { Pool, types } = driver();
  const pool = new Pool({
    connectionString: url,
    connectionTimeoutMillis: limits.connect,
    // Ends what a machine of ours that lost its power, or its network, left open: it would hold locks.
    idle_in_transaction_session_timeout: limits.call + 1_000,
    keepAlive: true,
    application_name: "renewal",
    types: {
      getTypeParser: (type, format) =>
        type === types.builtins.INT8 ? (wholeNumber as never) : types.getTypeParser(type, format as never),
    },
    ...config,
  });
  // Without a listener the end of an idle connection would end the process.
  pool.on("error", (error) => onError?.(error));
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/** Money and times, all far below 2^53; what is not must not be rounded. */
function wholeNumber(digits: string): number {
  const number = Number(digits);
  if (Number.isSafeInteger(number)) return number;
  throw new RangeError("A whole number in the database is beyond what can be computed with exactly.");
}

/** The pool as Kysely uses it. Errors are told as the storage code knows them. */
function guardedPool(pool: pg.Pool, patience: number): PostgresPool {
  return {
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw unreachable(error);
      });
      return lease(client, patience);
    },
    end: () => pool.end(),
  };
}

/**
 * A connection for one call. A connection of which it is not known what became of the last statement is never used
 * again: whoever came next would find itself in a transaction that somebody else began.
 */
function lease(client: pg.PoolClient, patience: number): PostgresPoolClient {
  let broken = false;
  // The database's own limit cannot end a statement when the database itself stands still.
  const cut = setTimeout(() => {
    broken = true;
    void client.end();
  }, patience);
  async function query(text: string, parameters: readonly unknown[]): Promise<unknown> {
    if (broken) {
      if (text === "rollback") return { command: "ROLLBACK", rowCount: 0, rows: [] };
      throw new StoreUnavailable("The connection to PostgreSQL broke.");
    }
    try {
      const name = statementName(text);
      return await client.query({
        text,
        values: parameters as unknown[],
        ...(name !== undefined && { name }),
      });
    } catch (error) {
      broken ||= breaks(error);
      throw told(error);
    }
  }
  return {
    query: query as PostgresPoolClient["query"],
    release() {
      clearTimeout(cut);
      client.release(broken);
    },
  };
}

/**
 * Classes and codes of SQLSTATE after which the same call may succeed later: connection, authorization, a missing
 * database, resources, operator intervention, system and internal errors, time limits, locks, completion unknown, and
 * a server that became a standby.
 */
const unusable = /^(08|28|3D000|53|57|58|XX|25P03|25P04|25006|55P03|40003)/;
/** Serialization failure and deadlock: the server has undone all of it. */
const lostRaces = /^(40001|40P01)$/;

/** What the caller is told of an error of the driver. */
function told(error: unknown): unknown {
  if (!(error instanceof driver().DatabaseError)) return isOurs(error) ? error : unreachable(error);
  const { code = "", constraint } = error;
  if (isOutdated(error)) return new LostRace("A table was changed since the statement was prepared.", error);
  if (lostRaces.test(code))
    return new LostRace(`PostgreSQL cannot keep transactions apart (${code}).`, error);
  if (unusable.test(code)) return unreachable(error);
  return new StatementRefused("PostgreSQL", code, constraint);
}

/** Errors of these kinds come from what was given to the driver, or read from it, and not from the connection. */
function isOurs(error: unknown): boolean {
  return error instanceof TypeError || error instanceof RangeError;
}

/** A server that ended the session, or became a standby, or did not answer: the next connection may find a better one. */
function breaks(error: unknown): boolean {
  if (!(error instanceof driver().DatabaseError)) return !isOurs(error);
  return error.severity !== "ERROR" || error.code === "25006" || isOutdated(error);
}

/** A statement was prepared before a migration changed its table; PostgreSQL refuses it until it is prepared anew. */
function isOutdated({ code, routine }: pg.DatabaseError): boolean {
  // Its message comes in the language of the database.
  return code === "0A000" && routine === "RevalidateCachedQuery";
}

function unreachable(error: unknown): StoreUnavailable {
  const { code, message } = error as { code?: string; message?: string };
  return new StoreUnavailable(`PostgreSQL cannot be used now (${code ?? message}).`, { cause: error });
}

/** The oldest version that is still in wide use; older ones are not tested. */
const oldestVersion = 130_000;

async function faultsOf(pool: pg.Pool): Promise<string[]> {
  const client = await guardedPool(pool, limits.call).connect();
  try {
    const { rows } = await client.query<Record<"version" | "commits" | "encoding" | "readonly", string>>(
      `select current_setting('server_version_num') as version, current_setting('synchronous_commit') as commits,
         current_setting('server_encoding') as encoding, current_setting('transaction_read_only') as readonly`,
      [],
    );
    const [{ version, commits, encoding, readonly } = {}] = rows as Partial<(typeof rows)[number]>[];
    const faults: [boolean, string][] = [
      [Number(version) < oldestVersion, "PostgreSQL is older than 13. Upgrade it."],
      [
        commits === "off",
        "synchronous_commit is off, so a crash would lose acknowledged payments. Switch it on.",
      ],
      [encoding !== "UTF8", "the database's encoding is not UTF8. Create it anew with ENCODING 'UTF8'."],
      [readonly === "on", "the database takes no writes. Name the primary server."],
    ];
    return faults.flatMap(([isFault, sentence]) => (isFault ? [`DATABASE_URL: ${sentence}`] : []));
  } finally {
    client.release();
  }
}
