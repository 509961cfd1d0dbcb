import { type AliasedRawBuilder, sql } from "kysely";
import type { Database } from "./database.ts";

/**
 * Rows that PostgreSQL reads out of one parameter, so that one statement serves any number of them.
 *
 * @param rows what `recordsetOf` made
 */
export function recordset<Table extends keyof Database>(
  table: Table,
  rows: unknown,
): AliasedRawBuilder<Database[Table], "given"> {
  return sql<Database[Table]>`json_populate_recordset(null::${sql.table(table)}, ${rows})`.as("given");
}

const columnNames = new Map<string, string>();

/** Rows by the model's names as text; what is left out is null. */
export function recordsetOf(rows: readonly object[]): string {
  return JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [columnOf(name), value])),
    ),
  );
}

function columnOf(name: string): string {
  let column = columnNames.get(name);
  if (column === undefined) {
    column = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    columnNames.set(name, column);
  }
  return column;
}
