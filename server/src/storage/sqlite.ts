import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { StoreUnavailable } from "@renewal/engine";
import {
  CamelCasePlugin,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from "kysely";
import type { Connection, Database } from "./database.ts";
import { sqlite } from "./dialects.ts";
import { LostRace, persistently, StatementRefused } from "./failures.ts";

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
 * One connection, used in turns. A turn never waits for anything but its own statements, and those run on the calling
 * thread; so a second connection would not let anybody read sooner.
 */
class SqliteDriver implements Driver {
  readonly #file: string;
  #database: DatabaseSync | undefined;
  #connection: SqliteConnection | undefined;
  #turn: Promise<void> = Promise.resolve();
  #endTurn = () => {};

  constructor(file: string) {
    this.#file = file;
  }

  async init(): Promise<void> {
    this.#database = await open(this.#file);
    this.#connection = new SqliteConnection(this.#database);
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#turn;
    let endTurn = () => {};
    this.#turn = new Promise((resolve) => {
      endTurn = resolve;
    });
    await before;
    this.#endTurn = endTurn;
    return this.#connection as SqliteConnection;
  }

  async releaseConnection(): Promise<void> {
    this.#endTurn();
  }

  /** Immediate: one that begins by reading would be refused when it comes to write, if another process wrote meanwhile. */
  async beginTransaction(): Promise<void> {
    this.#exec("begin immediate");
  }

  async commitTransaction(): Promise<void> {
    this.#exec("commit");
  }

  /** SQLite has ended the transaction already after a full disk, for one. */
  async rollbackTransaction(): Promise<void> {
    if (this.#database?.isTransaction) this.#exec("rollback");
  }

  async destroy(): Promise<void> {
    this.#database?.close();
  }

  #exec(statement: string): void {
    try {
      this.#database?.exec(statement);
    } catch (error) {
      throw told(error);
    }
  }
}

/** Statements kept ready; the API needs some fifty. */
const mostStatements = 200;

class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, { statement: StatementSync; answersRows: boolean }>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    try {
      const { statement, answersRows } = this.#prepared(sql);
      const values = parameters as readonly SQLInputValue[];
      if (answersRows) return { rows: statement.all(...values) as Row[] };
      return { rows: [], numAffectedRows: BigInt(statement.run(...values).changes) };
    } catch (error) {
      throw told(error);
    }
  }

  // biome-ignore lint/correctness/useYield: no query of this program is read in pieces
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error("Rows are read all at once here; use execute().");
  }

  #prepared(text: string) {
    const known = this.#statements.get(text);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(text);
    const prepared = { statement, answersRows: statement.columns().length > 0 };
    if (this.#statements.size >= mostStatements) this.#statements.clear();
    this.#statements.set(text, prepared);
    return prepared;
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
