import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { CompiledQuery, DatabaseConnection, QueryResult } from "kysely";
import type { Commits } from "./sqlite-commits.ts";

/** One caller's use of the database: single statements, or a transaction. */
export class SqliteConnection implements DatabaseConnection {
  readonly #commits: Commits;
  readonly #statements: Statements;
  /** Lets the others go on; undefined outside of a transaction. */
  #end: (() => void) | undefined;

  constructor(commits: Commits, statements: Statements) {
    this.#commits = commits;
    this.#statements = statements;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#end !== undefined) return this.#run(query);
    while (this.#commits.busy !== undefined) await this.#commits.busy;
    if (!/^(select|pragma) /i.test(query.sql)) this.#commits.open();
    const result = this.#run<Row>(query);
    await this.#commits.settled();
    return result;
  }

  /** Several transactions share one commit, so that each is a savepoint, which can be taken back by itself. */
  async begin(): Promise<void> {
    const end = await this.#commits.take();
    try {
      this.#commits.open();
      this.#commits.exec("savepoint one");
      this.#end = end;
    } catch (error) {
      end();
      throw error;
    }
  }

  async commit(): Promise<void> {
    this.#commits.exec("release one");
    this.#leave();
    await this.#commits.settled();
  }

  /** There is nothing to take back when SQLite has done so already, after a full disk for one. */
  async rollback(): Promise<void> {
    if (this.#end === undefined) return;
    try {
      if (this.#commits.isOpen) this.#commits.exec("rollback to one; release one");
    } finally {
      this.#leave();
    }
  }

  // biome-ignore lint/correctness/useYield: no query of this program is read in pieces
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error("Rows are read all at once here; use execute().");
  }

  #run<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    try {
      return this.#statements.run(sql, parameters as readonly SQLInputValue[]);
    } catch (error) {
      throw this.#commits.failed(error);
    }
  }

  #leave(): void {
    const end = this.#end;
    this.#end = undefined;
    end?.();
  }
}

/** Statements kept ready; the API needs some fifty. */
const mostStatements = 200;

export class Statements {
  readonly #database: DatabaseSync;
  readonly #known = new Map<string, { statement: StatementSync; answersRows: boolean }>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  run<Row>(text: string, values: readonly SQLInputValue[]): QueryResult<Row> {
    const { statement, answersRows } = this.#prepared(text);
    if (answersRows) return { rows: statement.all(...values) as Row[] };
    return { rows: [], numAffectedRows: BigInt(statement.run(...values).changes) };
  }

  #prepared(text: string) {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(text);
    const prepared = { statement, answersRows: statement.columns().length > 0 };
    if (this.#known.size >= mostStatements) this.#known.clear();
    this.#known.set(text, prepared);
    return prepared;
  }
}
