import type { Transaction } from "kysely";
import type { Connection, Database } from "./database.ts";
import { lostRace } from "./postgres.ts";

/** How often a transaction that lost against another one is run again before the caller is told to come back. */
const tries = 3;

/** Runs the work in one transaction: all of it is written, or nothing. The work may be run again. */
export async function inTransaction<T>(
  { db }: Connection,
  work: (transaction: Transaction<Database>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (attempt === tries || !lostRace(error)) throw error;
    }
  }
}
