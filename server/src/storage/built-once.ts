import type { Compilable, CompiledQuery, Kysely } from "kysely";
import type { Database } from "./database.ts";

/** What came of a query. */
export interface Ran<Row> {
  /** By the model's names. */
  rows: Row[];
  /** How many rows it inserted, updated or deleted. */
  changed: number;
}

/** Runs a query with these values: on the database by itself, or in a transaction. */
export type Run = <Row>(query: CompiledQuery<Row>, parameters: readonly unknown[]) => Promise<Ran<Row>>;

/** Runs the query with these values, and answers its rows. */
export type BuiltOnce<Row> = (run: Run, parameters: readonly unknown[]) => Promise<Row[]>;

/** The statements that are built once, by their text: so many names as there are of them, however long the server runs. */
const names = new Map<string, string>();

/** By which a database that keeps prepared statements may know this one; undefined for those that are built each time. */
export function statementName(text: string): string | undefined {
  return names.get(text);
}

/** Runs queries as Kysely does. */
export function through(db: Kysely<Database>): Run {
  return async <Row>(query: CompiledQuery<Row>, parameters: readonly unknown[]) => {
    const { rows, numAffectedRows } = await db.executeQuery<Row>({ ...query, parameters });
    return { rows, changed: Number(numAffectedRows ?? 0) };
  };
}

/**
 * A query that is built when it is first run, and then only given its values: building one costs several times what the
 * database needs to run it.
 *
 * @param build given the values of the first run, which must stand in the query in the same order
 * @param plan `fresh` where the database must not keep the plan that was best when there were hardly any rows
 */
export function builtOnce<Row>(
  build: (parameters: readonly never[]) => Compilable<Row>,
  plan: "kept" | "fresh" = "kept",
): BuiltOnce<Row> {
  const compiled = compiledOnce(build, plan);
  return async (run, parameters) => (await run(compiled(parameters), parameters)).rows;
}

/** As `builtOnce`; answers how many rows were inserted, updated or deleted. */
export function countedOnce(
  build: (parameters: readonly never[]) => Compilable,
): (run: Run, parameters: readonly unknown[]) => Promise<number> {
  const compiled = compiledOnce(build, "kept");
  return async (run, parameters) => (await run(compiled(parameters), parameters)).changed;
}

function compiledOnce<Row>(build: (parameters: readonly never[]) => Compilable<Row>, plan: "kept" | "fresh") {
  let built: CompiledQuery<Row> | undefined;
  return (parameters: readonly unknown[]): CompiledQuery<Row> => {
    if (built === undefined) {
      built = inOrder(build(parameters as readonly never[]).compile(), parameters);
      if (plan === "kept") names.set(built.sql, names.get(built.sql) ?? `renewal_${names.size}`);
    }
    return built;
  };
}

/** @throws Error for a query that would later be run with its values in the wrong places */
function inOrder<Row>(query: CompiledQuery<Row>, given: readonly unknown[]): CompiledQuery<Row> {
  const { parameters } = query;
  if (parameters.length === given.length && parameters.every((value, index) => value === given[index]))
    return query;
  throw new Error("A query that is built once must name its values in the order in which they are given.");
}
