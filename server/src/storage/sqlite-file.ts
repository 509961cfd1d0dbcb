import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { StoreUnavailable } from "@renewal/engine";
import { LostRace, StatementRefused } from "./failures.ts";
import { Commits } from "./sqlite-commits.ts";
import { Statements } from "./sqlite-statements.ts";

/** A file in use. */
export interface OpenFile {
  commits: Commits;
  statements: Statements;
}

/** A file of SQLite, opened when it is first needed, and tried again while it cannot be. */
export class SqliteFile {
  readonly #path: string;
  #opening: Promise<OpenFile> | undefined;
  #opened: OpenFile | undefined;
  #isClosed = false;

  constructor(path: string) {
    this.#path = path;
  }

  /** The file, if it is open. */
  get opened(): OpenFile | undefined {
    return this.#opened;
  }

  /** @throws StoreUnavailable */
  open(): Promise<OpenFile> {
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  /** Commits what is open; the file is not opened again. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    (await this.#opening?.catch(() => undefined))?.commits.close();
  }

  async #open(): Promise<OpenFile> {
    if (this.#isClosed) throw new StoreUnavailable("The store is closed.");
    const database = await open(this.#path);
    this.#opened = { commits: new Commits(database, told), statements: new Statements(database) };
    return this.#opened;
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
      pragma journal_size_limit = 67108864; pragma trusted_schema = off; ${whereCopiesAre("memory")}`);
    return database;
  } catch (error) {
    database?.close();
    throw told(error);
  }
}

/**
 * Where SQLite keeps the pages as they were before a savepoint, or a statement, touched them. Every transaction here is a
 * savepoint, and those of a moment need more than the 64 KiB that SQLite by itself keeps in memory.
 */
export function whereCopiesAre(place: "memory" | "file"): string {
  return `pragma temp_store = ${place}`;
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
