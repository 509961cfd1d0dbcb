import type { SQLInputValue } from "node:sqlite";
import type { CompiledQuery, DatabaseConnection, QueryResult } from "kysely";
import type { Ran, Run } from "./built-once.ts";
import type { Commits } from "./sqlite-commits.ts";
import type { Statements } from "./sqlite-statements.ts";

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

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const values = parameters as readonly SQLInputValue[];
    if (this.#end !== undefined) return this.#telling(() => this.#statements.run(sql, values));
    while (this.#commits.busy !== undefined) await this.#commits.busy;
    if (this.#statements.writes(sql)) this.#commits.open();
    const result = this.#telling(() => this.#statements.run<Row>(sql, values));
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

  /** Runs the work in a transaction without Kysely, whose own way there and back takes longer than most statements. */
  async transaction<T>(work: (run: Run) => Promise<T>): Promise<T> {
    await this.begin();
    let result: T;
    try {
      result = await work(async (query, parameters) => this.#directly(query, parameters));
      this.#commits.exec("release one");
    } catch (error) {
      await this.rollback();
      throw error;
    }
    this.#leave();
    await this.#commits.settled();
    return result;
  }

  // biome-ignore lint/correctness/useYield: no query of this program is read in pieces
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error("Rows are read all at once here; use execute().");
  }

  #directly<Row>({ sql }: CompiledQuery<Row>, parameters: readonly unknown[]): Ran<Row> {
    return this.#telling(() => this.#statements.runDirectly(sql, parameters as readonly SQLInputValue[]));
  }

  #telling<T>(run: () => T): T {
    try {
      return run();
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
