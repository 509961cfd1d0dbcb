import type { CreateTableBuilder, Kysely, RawBuilder } from "kysely";
import { sql } from "kysely";
import type { Dialect } from "../dialects.ts";

// biome-ignore lint/suspicious/noExplicitAny: a step belongs to the tables as they were when it was written
export type AnyDatabase = Kysely<any>;

/** One step of the way to today's tables. */
export type Step = (db: AnyDatabase, dialect: Dialect) => Promise<void>;

// biome-ignore lint/suspicious/noExplicitAny: as above
type Table = CreateTableBuilder<any, any>;

/** A table under construction: columns hold something unless they are called optional. */
export interface Columns {
  text(name: string, check?: RawBuilder<unknown>): Columns;
  whole(name: string, check?: RawBuilder<unknown>): Columns;
  optionalText(name: string): Columns;
  optionalWhole(name: string): Columns;
  /** Text that names a row of another table. */
  reference(name: string, target: string): Columns;
  /** The table itself, for what is said of several columns. */
  with(more: (table: Table) => Table): Columns;
  make(): Promise<void>;
}

export function createTable(db: AnyDatabase, { text, whole, tableEnd }: Dialect, name: string): Columns {
  let table: Table = db.schema.createTable(name);
  const add = (column: string, type: RawBuilder<unknown>, check?: RawBuilder<unknown>) => {
    table = table.addColumn(column, type as never, (definition) =>
      check === undefined ? definition.notNull() : definition.notNull().check(check),
    );
    return columns;
  };
  const addOptional = (column: string, type: RawBuilder<unknown>) => {
    table = table.addColumn(column, type as never);
    return columns;
  };
  const columns: Columns = {
    text: (column, check) => add(column, text, check),
    whole: (column, check) => add(column, whole, check),
    optionalText: (column) => addOptional(column, text),
    optionalWhole: (column) => addOptional(column, whole),
    reference(column, target) {
      table = table.addColumn(column, text as never, (definition) => definition.notNull().references(target));
      return columns;
    },
    with(more) {
      table = more(table);
      return columns;
    },
    make: () => table.modifyEnd(tableEnd).execute(),
  };
  return columns;
}

/** @param index as SQL says it after `create index` */
export async function createIndex(db: AnyDatabase, index: string): Promise<void> {
  await sql`create index ${sql.raw(index)}`.execute(db);
}

export async function createUniqueIndex(db: AnyDatabase, index: string): Promise<void> {
  await sql`create unique index ${sql.raw(index)}`.execute(db);
}
