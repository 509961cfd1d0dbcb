import type { Compilable, CompiledQuery, Kysely } from "kysely";
import type { Database } from "./database.ts";

/** Runs a query with these values: on the database by itself, or in a transaction. Rows have the model's names. */
export type Run = <Row>(query: CompiledQuery<Row>, parameters: readonly unknown[]) => Promise<Row[]>;

/** Runs the query with these values. */
export type BuiltOnce<Row> = (run: Run, parameters: readonly unknown[]) => Promise<Row[]>;

/** The statements that are built once, by their text: so many names as there are of them, however long the server runs. */
const names = new Map<string, string>();

/** By which a database that keeps prepared statements may know this one; undefined for those that are built each time. */
export function statementName(text: string): string | undefined {
  return names.get(text);
}

/** Runs queries as Kysely does. */
export function through(db: Kysely<Database>): Run {
  return async <Row>(query: CompiledQuery<Row>, parameters: readonly unknown[]) =>
    (await db.executeQuery<Row>({ ...query, parameters })).rows;
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
  let built: CompiledQuery<Row> | undefined;
  return (run, parameters) => {
    if (built === undefined) {
      built = inOrder(build(parameters as readonly never[]).compile(), parameters);
      if (plan === "kept") names.set(built.sql, names.get(built.sql) ?? `renewal_${names.size}`);
    }
    return run(built, parameters);
  };
}

/** @throws Error for a query that would later be run with its values in the wrong places */
function inOrder<Row>(query: CompiledQuery<Row>, given: readonly unknown[]): CompiledQuery<Row> {
  const { parameters } = query;
  if (parameters.length === given.length && parameters.every((value, index) => value === given[index]))
    return query;
  throw new Error("A query that is built once must name its values in the order in which they are given.");
}
