import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";
import type { QueryResult } from "kysely";
import type { Ran } from "./built-once.ts";

/** Statements kept ready; the API needs some fifty. */
const mostStatements = 200;

interface Prepared {
  statement: StatementSync;
  answersRows: boolean;
  writes: boolean;
}

/** A statement whose rows come as lists of values. */
interface Listing extends Prepared {
  /** The columns' names in the model. */
  names: string[];
  /** A row with all of them. Objects that begin as its copy are of one kind, and take a quarter of the time to make. */
  blank: Row;
}

type Row = Record<string, SQLOutputValue>;

/** The statements of a database, prepared once each. */
export class Statements {
  readonly #database: DatabaseSync;
  readonly #known = new Map<string, Prepared>();
  readonly #listing = new Map<string, Listing>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Whether the statement needs a transaction. */
  writes(text: string): boolean {
    return (this.#listing.get(text) ?? this.#known.get(text))?.writes ?? writes(text);
  }

  /** Rows as SQLite names their columns. */
  run<Row>(text: string, values: readonly SQLInputValue[]): QueryResult<Row> {
    const { statement, answersRows } = kept(this.#known, text, () => this.#prepare(text));
    if (answersRows) return { rows: statement.all(...values) as Row[] };
    return { rows: [], numAffectedRows: BigInt(statement.run(...values).changes) };
  }

  /** Rows by the model's names, which are put together once for each statement instead of for each row. */
  runDirectly<Row>(text: string, values: readonly SQLInputValue[]): Ran<Row> {
    const listing = kept(this.#listing, text, () => this.#prepareListing(text));
    if (!listing.answersRows) return { rows: [], changed: Number(listing.statement.run(...values).changes) };
    const lists = listing.statement.all(...values) as unknown as SQLOutputValue[][];
    return { rows: lists.map((list) => rowOf(list, listing)) as Row[], changed: lists.length };
  }

  #prepareListing(text: string): Listing {
    const prepared = this.#prepare(text);
    prepared.statement.setReturnArrays(true);
    return { ...prepared, ...formOf(prepared.statement) };
  }

  #prepare(text: string): Prepared {
    const statement = this.#database.prepare(text);
    return { statement, answersRows: statement.columns().length > 0, writes: writes(text) };
  }
}

function writes(text: string): boolean {
  return !/^(select|pragma) /i.test(text);
}

function kept<Value>(all: Map<string, Value>, text: string, make: () => Value): Value {
  let value = all.get(text);
  if (value === undefined) {
    value = make();
    if (all.size >= mostStatements) all.clear();
    all.set(text, value);
  }
  return value;
}

function rowOf(list: readonly SQLOutputValue[], listing: Listing): Row {
  // Another process brought the tables up to date: `*` means more columns from now on.
  if (list.length !== listing.names.length) Object.assign(listing, formOf(listing.statement));
  const { names, blank } = listing;
  const row = { ...blank };
  for (let index = 0; index < names.length; index += 1)
    row[names[index] as string] = list[index] as SQLOutputValue;
  return row;
}

function formOf(statement: StatementSync): Pick<Listing, "names" | "blank"> {
  const names = statement
    .columns()
    .map(({ name }) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()));
  return { names, blank: Object.fromEntries(names.map((name) => [name, null])) };
}
