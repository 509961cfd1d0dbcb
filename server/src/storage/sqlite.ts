import type { SQLInputValue } from "node:sqlite";
import {
  CamelCasePlugin,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from "kysely";
import type { Ran, Run } from "./built-once.ts";
import type { Connection, Database } from "./database.ts";
import { sqlite } from "./dialects.ts";
import { persistently } from "./failures.ts";
import { noPledges, type Pledges } from "./pledges.ts";
import { SqliteConnection } from "./sqlite-connection.ts";
import { type OpenFile, SqliteFile, whereCopiesAre } from "./sqlite-file.ts";

export interface SqliteOptions {
  /** Whether the only gateway keeps its orders in this very file, so that nobody outside hears of one before its answer. */
  gatewayIsInside?: boolean;
}

/**
 * Opens a SQLite file, and makes it if there is none. Reads do not wait for the transactions of other processes; a
 * write that finds another process writing is tried again for two seconds, without holding up the event loop.
 *
 * @param path where the file is; `:memory:` for one that is gone with the process
 */
export function openSqlite(path: string, { gatewayIsInside = false }: SqliteOptions = {}): Connection {
  let closed = false;
  const file = new SqliteFile(path);
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
  const run: Run = (query, parameters) => single(file, query, parameters);
  return {
    ...{ db, dialect: sqlite, guard, run },
    transaction: (work) => guard(() => db.transaction().execute(work)),
    atomically: (work) => guard(async () => connect(file.opened ?? (await file.open())).transaction(work)),
    // Its statements run one after another, and those of a moment share a commit as they are.
    gather: ({ alone }) => alone,
    pledges: gatewayIsInside ? pledgesOf(file) : noPledges(run),
    unhurried: (work) => persistently(() => withRoom(file, () => work(db)), { isClosed, patience: 60_000 }),
    faults: () => guard(() => faultsOf(db, path)),
    async close() {
      closed = true;
      await db.destroy();
      await file.close();
    },
  };
}

/** A statement that rewrites a whole table needs a copy of it until it is done. */
async function withRoom<T>(file: SqliteFile, work: () => Promise<T>): Promise<T> {
  const { commits } = file.opened ?? (await file.open());
  commits.exec(whereCopiesAre("file"));
  try {
    return await work();
  } finally {
    commits.exec(whereCopiesAre("memory"));
  }
}

/** Runs one statement without Kysely, whose way there and back takes longer than most statements. */
async function single<Row>(
  file: SqliteFile,
  { sql }: CompiledQuery<Row>,
  parameters: readonly unknown[],
  order?: { pledged: boolean; transactionId: string },
): Promise<Ran<Row>> {
  const { commits, statements } = file.opened ?? (await file.open());
  while (commits.busy !== undefined) await commits.busy;
  if (order !== undefined) commits.checkPledges(order.transactionId);
  if (statements.writes(sql)) commits.open();
  let ran: Ran<Row>;
  try {
    ran = statements.runDirectly(sql, parameters as readonly SQLInputValue[]);
  } catch (error) {
    throw commits.failed(error);
  }
  if (order?.pledged) commits.pledge(order.transactionId);
  else await commits.settled();
  return ran;
}

/** The file keeps the order of its commits, so that whatever was pledged is there when what came after it is. */
function pledgesOf(file: SqliteFile): Pledges {
  return {
    give: (transactionId) => (query, parameters) =>
      single(file, query, parameters, { transactionId, pledged: true }),
    redeem: (transactionId) => (query, parameters) =>
      single(file, query, parameters, { transactionId, pledged: false }),
    check: (transactionId) => file.opened?.commits.checkPledges(transactionId),
  };
}

function connect({ commits, statements }: OpenFile): SqliteConnection {
  return new SqliteConnection(commits, statements);
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
  readonly #file: SqliteFile;

  constructor(file: SqliteFile) {
    this.#file = file;
  }

  async init(): Promise<void> {
    await this.#file.open();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return connect(this.#file.opened ?? (await this.#file.open()));
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

  /** The file is closed by whoever opened it. */
  async destroy(): Promise<void> {}
}

async function faultsOf(db: Kysely<Database>, file: string): Promise<string[]> {
  const { rows } = await sql<{ journalMode: string }>`pragma journal_mode`.execute(db);
  if (file === ":memory:" || rows[0]?.journalMode === "wal") return [];
  return [
    "DATA_DIR lies on a file system where SQLite cannot keep its log safely. Set it to a local disk, or use PostgreSQL.",
  ];
}
