import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { StoreUnavailable } from "@renewal/engine";
import {
  CamelCasePlugin,
  type DatabaseConnection,
  type Driver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from "kysely";
import type { Connection, Database } from "./database.ts";
import { sqlite } from "./dialects.ts";
import { LostRace, persistently, StatementRefused } from "./failures.ts";
import { Commits } from "./sqlite-commits.ts";
import { SqliteConnection, Statements } from "./sqlite-connection.ts";

/**
 * Opens a SQLite file, and makes it if there is none. Reads do not wait for the transactions of other processes; a
 * write that finds another process writing is tried again for two seconds, without holding up the event loop.
 *
 * @param file its path; `:memory:` for one that is gone with the process
 */
export function openSqlite(file: string): Connection {
  let closed = false;
  const db = new Kysely<Database>({
    dialect: {
      createDriver: () => new SqliteDriver(file),
      createAdapter: () => new TransactionalDdl(),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    },
    plugins: [new CamelCasePlugin()],
  });
  const isClosed = () => closed;
  const guard: Connection["guard"] = (call) => persistently(call, { isClosed });
  return {
    db,
    dialect: sqlite,
    guard,
    transaction: (work) => guard(() => db.transaction().execute(work)),
    // Its statements run one after another, and those of a moment share a commit as they are.
    gather: ({ alone }) => alone,
    unhurried: (work) => persistently(() => work(db), { isClosed, patience: 60_000 }),
    faults: () => guard(() => faultsOf(db, file)),
    async close() {
      closed = true;
      await db.destroy();
    },
  };
}

/** Migrations run in one transaction, which is also the lock that keeps other processes from migrating meanwhile. */
class TransactionalDdl extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * One connection for all, since statements run on the calling thread: a second one would not let anybody read sooner. A
 * transaction has it to itself from its first statement to its last, and is a part of what is committed together.
 */
class SqliteDriver implements Driver {
  readonly #file: string;
  #connect: (() => SqliteConnection) | undefined;
  #close: (() => void) | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  async init(): Promise<void> {
    const database = await open(this.#file);
    const commits = new Commits(database, told);
    const statements = new Statements(database);
    this.#connect = () => new SqliteConnection(commits, statements);
    this.#close = () => commits.close();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return (this.#connect as () => SqliteConnection)();
  }

  async releaseConnection(): Promise<void> {}

  beginTransaction(connection: DatabaseConnection): Promise<void> {
    return (connection as SqliteConnection).begin();
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return (connection as SqliteConnection).commit();
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return (connection as SqliteConnection).rollback();
  }

  async destroy(): Promise<void> {
    this.#close?.();
  }
}

/** Not imported above, so that whoever uses PostgreSQL needs no Node that has SQLite. */
async function open(file: string): Promise<DatabaseSync> {
  const { DatabaseSync } = await import("node:sqlite");
  let database: DatabaseSync | undefined;
  try {
    if (file !== ":memory:") makeFile(file);
    database = new DatabaseSync(file, { timeout: 0 });
    // FULL: a transaction that is acknowledged survives the loss of power, not only the end of the process; on a Mac
    // only with fullfsync.
    database.exec(`
      pragma journal_mode = wal; pragma synchronous = full; pragma fullfsync = on; pragma foreign_keys = on;
      pragma journal_size_limit = 67108864; pragma trusted_schema = off`);
    return database;
  } catch (error) {
    database?.close();
    throw told(error);
  }
}

/** The file holds secrets: nobody else on the machine reads it. */
function makeFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, "a", 0o600));
}

/** Busy, locked, and two that recover the log of a crash at the same time. */
const lostRaces = new Set([5, 6, 15]);
/** No memory, read-only, interrupted, I/O error, damaged, full, cannot open, no database. */
const unusable = new Set([7, 8, 9, 10, 11, 13, 14, 26]);

/** What the caller is told of an error of node:sqlite, or of the file system. */
function told(error: unknown): unknown {
  const { code, errcode } = error as { code?: string; errcode?: number };
  if (errcode === undefined) {
    const isSystem = typeof (error as NodeJS.ErrnoException).syscall === "string";
    return isSystem ? new StoreUnavailable(`SQLite cannot use its file (${code}).`, { cause: error }) : error;
  }
  const primary = errcode & 0xff;
  if (lostRaces.has(primary)) return new LostRace("Another process keeps SQLite's file busy.", error);
  if (unusable.has(primary)) {
    return new StoreUnavailable(`SQLite cannot use its file (code ${errcode}).`, { cause: error });
  }
  const [, constraint] = /constraint failed: (.*)/.exec((error as Error).message) ?? [];
  return new StatementRefused("SQLite", String(errcode), constraint);
}

async function faultsOf(db: Kysely<Database>, file: string): Promise<string[]> {
  const { rows } = await sql<{ journalMode: string }>`pragma journal_mode`.execute(db);
  if (file === ":memory:" || rows[0]?.journalMode === "wal") return [];
  return [
    "DATA_DIR lies on a file system where SQLite cannot keep its log safely. Set it to a local disk, or use PostgreSQL.",
  ];
}
