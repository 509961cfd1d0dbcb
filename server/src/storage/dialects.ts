import { type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from "kysely";
import type { Database } from "./database.ts";

/** Everything in which the two databases differ, but for how they are reached. */
export interface Dialect {
  name: "sqlite" | "postgres";
  /** Text that is ordered as JavaScript orders it, whatever the database's locale is. */
  text: RawBuilder<unknown>;
  /** A whole number of 64 bits. */
  whole: RawBuilder<unknown>;
  /** What ends the statement that makes a table. */
  tableEnd: RawBuilder<unknown>;
  /** Nobody else changes the rows until the transaction ends. */
  locked<Tables extends keyof Database, Row>(
    select: SelectQueryBuilder<Database, Tables, Row>,
  ): SelectQueryBuilder<Database, Tables, Row>;
  /** As `locked`, without the rows that others hold. */
  unclaimed<Tables extends keyof Database, Row>(
    select: SelectQueryBuilder<Database, Tables, Row>,
  ): SelectQueryBuilder<Database, Tables, Row>;
  /** Nobody else writes to the table until the transaction ends; for tables that hardly ever change. */
  lockTable(transaction: Kysely<Database>, table: keyof Database): Promise<void>;
  /** Waits until no other transaction works on the family of this refresh token, and keeps others out until the end. */
  lockFamily(transaction: Kysely<Database>, hash: string): Promise<void>;
}

/** One transaction at a time writes to the file, so nothing in it needs a lock of its own. */
export const sqlite: Dialect = {
  name: "sqlite",
  text: sql`text`,
  whole: sql`integer`,
  // Without it SQLite keeps a text, or a fraction, in a column for whole numbers.
  tableEnd: sql`strict`,
  locked: (select) => select,
  unclaimed: (select) => select,
  lockTable: async () => {},
  lockFamily: async () => {},
};

export const postgres: Dialect = {
  name: "postgres",
  text: sql`text collate "C"`,
  whole: sql`bigint`,
  tableEnd: sql``,
  locked: (select) => select.forUpdate(),
  unclaimed: (select) => select.forUpdate().skipLocked(),
  async lockTable(transaction, table) {
    await sql`lock table ${sql.table(table)} in share row exclusive mode`.execute(transaction);
  },
  // Locking the token's row would not do: whoever revokes the family would not see a successor that is being born.
  async lockFamily(transaction, hash) {
    await sql`select pg_advisory_xact_lock(hashtextextended(family, 0)) from refresh_tokens where hash = ${hash}`.execute(
      transaction,
    );
  },
};
