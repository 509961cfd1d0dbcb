import type { DatabaseSync } from "node:sqlite";
import { StoreUnavailable } from "@renewal/engine";

/** Who is told when what it did is on the disk, or that it is not. */
interface Waiting {
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Commits that are made together: whatever is written while the event loop takes one round has one transaction and one
 * wait for the disk. Nobody is answered before that is over, those who only read included: they may have seen what is
 * not on the disk yet.
 */
export class Commits {
  readonly #database: DatabaseSync;
  readonly #told: (error: unknown) => unknown;
  #waiting: Waiting[] | undefined;
  #turn: Promise<void> = Promise.resolve();
  #isTaken = false;

  /** @param told what the caller is told of an error of node:sqlite */
  constructor(database: DatabaseSync, told: (error: unknown) => unknown) {
    this.#database = database;
    this.#told = told;
  }

  /**
   * Until when somebody is in the middle of several statements; undefined while nobody is. Look again after each wait, and
   * go on without another: whoever comes first has it.
   */
  get busy(): Promise<void> | undefined {
    return this.#isTaken ? this.#turn : undefined;
  }

  /** Keeps all others from running statements, until the answered function is called. */
  async take(): Promise<() => void> {
    while (this.#isTaken) await this.#turn;
    this.#isTaken = true;
    let end = () => {};
    this.#turn = new Promise((resolve) => {
      end = resolve;
    });
    return () => {
      this.#isTaken = false;
      end();
    };
  }

  /** Whether something is written that is not committed. */
  get isOpen(): boolean {
    return this.#waiting !== undefined;
  }

  /** Makes sure that what is written now belongs to a transaction. @throws as the database does, told */
  open(): void {
    if (this.#waiting !== undefined) return;
    this.exec("begin immediate");
    this.#waiting = [];
    setImmediate(() => void this.#commit());
  }

  /** Resolves once all that was written so far is on the disk; at once when nothing waits for that. */
  settled(): Promise<void> | undefined {
    const waiting = this.#waiting;
    if (waiting === undefined) return undefined;
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  }

  exec(statement: string): void {
    try {
      this.#database.exec(statement);
    } catch (error) {
      throw this.failed(error);
    }
  }

  /** A full disk, for one, makes SQLite take back the whole transaction, whoever's statement it was. */
  failed(error: unknown): unknown {
    if (this.#waiting !== undefined && !this.#database.isTransaction) this.#end(this.#told(error));
    return this.#told(error);
  }

  /** Commits what is open, and closes the database. */
  close(): void {
    if (this.#waiting !== undefined && !this.#isTaken) this.#commitNow();
    this.#end(new StoreUnavailable("SQLite was closed before this was written."));
    this.#database.close();
  }

  async #commit(): Promise<void> {
    while (this.#isTaken) await this.#turn;
    if (this.#waiting !== undefined) this.#commitNow();
  }

  #commitNow(): void {
    try {
      this.#database.exec("commit");
      this.#end();
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec("rollback");
      this.#end(this.#told(error));
    }
  }

  #end(error?: unknown): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const { resolve, reject } of waiting) {
      if (error === undefined) resolve();
      else reject(error);
    }
  }
}
