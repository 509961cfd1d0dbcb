import type { DatabaseSync } from "node:sqlite";
import { StoreUnavailable } from "@renewal/engine";

/** What is written and not committed yet. */
interface Open {
  /** Resolves once it is on the disk, rejects when it is not to be. */
  over: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
  /** The orders of which a write was acknowledged already. */
  pledged: string[];
}

/** For how long a broken pledge is remembered, in milliseconds; what is done about an order ends within a tenth of it. */
const memory = 60_000;

/**
 * Commits that are made together: whatever is written while the event loop takes one round has one transaction and one
 * wait for the disk. Nobody outside is answered before that is over, those who only read included: they may have seen
 * what is not on the disk yet.
 */
export class Commits {
  readonly #database: DatabaseSync;
  readonly #told: (error: unknown) => unknown;
  #open: Open | undefined;
  #turn: Promise<void> = Promise.resolve();
  #isTaken = false;
  /** Why what was pledged of an order is not on the disk. */
  readonly #broken = new Map<string, StoreUnavailable>();

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
    return this.#open !== undefined;
  }

  /** Makes sure that what is written now belongs to a transaction. @throws as the database does, told */
  open(): void {
    if (this.#open !== undefined) return;
    this.exec("begin immediate");
    this.#open = newlyOpen();
    setImmediate(() => void this.#commit());
  }

  /** Resolves once all that was written so far is on the disk; at once when nothing waits for that. */
  settled(): Promise<void> | undefined {
    return this.#open?.over;
  }

  /** Notes that what was just written of this order is acknowledged before it is on the disk. */
  pledge(transactionId: string): void {
    this.#open?.pledged.push(transactionId);
  }

  /** @throws StoreUnavailable when something that was pledged of this order did not come to the disk */
  checkPledges(transactionId: string): void {
    const broken = this.#broken.size === 0 ? undefined : this.#broken.get(transactionId);
    if (broken !== undefined) throw broken;
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
    if (this.#open !== undefined && !this.#database.isTransaction) this.#end(this.#told(error));
    return this.#told(error);
  }

  /** Commits what is open, and closes the database. */
  close(): void {
    if (this.#open !== undefined && !this.#isTaken) this.#commitNow();
    this.#end(new StoreUnavailable("SQLite was closed before this was written."));
    this.#database.close();
  }

  async #commit(): Promise<void> {
    while (this.#isTaken) await this.#turn;
    if (this.#open !== undefined) this.#commitNow();
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
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    if (error === undefined) open.resolve();
    else {
      open.reject(error);
      this.#remember(open.pledged, error);
    }
  }

  #remember(pledged: readonly string[], cause: unknown): void {
    if (pledged.length === 0) return;
    const broken = new StoreUnavailable("An order did not come to the disk.", { cause });
    for (const transactionId of pledged) this.#broken.set(transactionId, broken);
    const forget = () => {
      for (const transactionId of pledged) this.#broken.delete(transactionId);
    };
    setTimeout(forget, memory).unref();
  }
}

function newlyOpen(): Open {
  let [resolve, reject]: [() => void, (error: unknown) => void] = [() => {}, () => {}];
  const over = new Promise<void>((onResolve, onReject) => {
    [resolve, reject] = [onResolve, onReject];
  });
  // Whoever only pledged hears of a failure when it comes back.
  over.catch(() => {});
  return { over, resolve, reject, pledged: [] };
}
