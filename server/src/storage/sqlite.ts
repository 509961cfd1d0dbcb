import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { StoreUnavailable } from "@renewal/engine";
import { CamelCasePlugin, Kysely, type SqliteDatabase, SqliteDialect } from "kysely";
import type { Connection, Database } from "./database.ts";

/** Busy, locked, read-only, I/O error, full, cannot open: the file cannot be written now, and may be later. */
const passing = new Set([5, 6, 8, 10, 13, 14]);

/**
 * Opens a SQLite file, and makes it if there is none.
 *
 * @param file its path; `:memory:` for one that is gone with the process
 */
export function openSqlite(file: string): Connection {
  if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file, { timeout: 5000 });
  // FULL: a transaction that is acknowledged survives the loss of power, not only the end of the process.
  database.exec("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on");
  const db = new Kysely<Database>({
    dialect: new SqliteDialect({ database: adapt(database) }),
    plugins: [new CamelCasePlugin()],
  });
  return { db, dialect: "sqlite", guard, close: () => db.destroy() };
}

async function guard<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const { errcode } = error as { errcode?: number };
    if (errcode !== undefined && passing.has(errcode & 0xff)) {
      throw new StoreUnavailable("SQLite cannot use its file now.", { cause: error });
    }
    throw error;
  }
}

/** Statements kept ready; the API needs some forty. */
const mostStatements = 200;

/** node:sqlite in the form that Kysely's dialect speaks. */
function adapt(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, ReturnType<SqliteDatabase["prepare"]>>();
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const statement = database.prepare(sql);
      const adapted = {
        reader: statement.columns().length > 0,
        all: (parameters: readonly unknown[]) => statement.all(...(parameters as SQLInputValue[])),
        run(parameters: readonly unknown[]) {
          const { changes, lastInsertRowid } = statement.run(...(parameters as SQLInputValue[]));
          return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
        },
        iterate: (parameters: readonly unknown[]) => statement.iterate(...(parameters as SQLInputValue[])),
      };
      if (statements.size >= mostStatements) statements.clear();
      statements.set(sql, adapted);
      return adapted;
    },
  };
}
