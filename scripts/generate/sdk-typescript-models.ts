import { document, follow, type Operation, type Response, type Schema, webhooks } from "./document.ts";
import { docstring, methodPath } from "./sdk-typescript-prose.ts";

/** Schemas that the SDK's users meet in the place of errors and may want to name. */
const ofErrors = ["ErrorCode", "ErrorDetails"];

/** How the SDK calls the query of an operation, e.g. `ListPaymentsQuery`. */
export function queryName({ id }: Operation): string {
  return `${id.charAt(0).toUpperCase()}${id.slice(1)}Query`;
}

/** The name of the schema of an operation's body; undefined when it has none. */
export function requestModel({ object }: Operation): string | undefined {
  return nameOf(object.requestBody?.content["application/json"]?.schema);
}

/** The name of the schema of what an operation answers when all is well. */
export function responseModel({ object }: Operation): string | undefined {
  const success = Object.entries(object.responses).find(([status]) => status.startsWith("2"))?.[1];
  return nameOf(follow<Response>(success ?? { description: "" }).content?.["application/json"]?.schema);
}

/** What the pages of a list hold: the answer has `data`, and `next_cursor` leads to more of it. */
export function itemModel(operation: Operation): string | undefined {
  const page = document.components.schemas[responseModel(operation) ?? ""]?.properties;
  const isAsked = operation.object.parameters.some(({ name }) => name === "cursor");
  return isAsked && page?.next_cursor !== undefined ? nameOf(page.data?.items) : undefined;
}

function nameOf(schema: Schema | undefined): string | undefined {
  return schema?.$ref?.split("/").at(-1);
}

/** Named types for what the operations take and answer, and for what stands in it. */
export function models(operations: readonly Operation[]): string {
  const aliases = new Map<string, string>();
  const add = (name: string | undefined, use: string): void => {
    const schema = name === undefined ? undefined : document.components.schemas[name];
    if (name === undefined || schema === undefined || aliases.has(name)) return;
    if (schema.type !== "object" && schema.enum === undefined) return;
    aliases.set(name, docstring(schema.description ?? use));
    for (const property of Object.values(schema.properties ?? {})) {
      add(nameOf(property.items ?? property), `What stands in \`${name}\`.`);
    }
  };
  for (const operation of operations) {
    add(requestModel(operation), `What \`${methodPath(operation)}\` takes.`);
    add(itemModel(operation) ?? responseModel(operation), `What \`${methodPath(operation)}\` answers.`);
  }
  for (const webhook of webhooks) add(requestModel(webhook), `${webhook.object.summary}.`);
  for (const name of ofErrors) add(name, "Told by errors.");
  return [...aliases]
    .map(([name, words]) => `${words}export type ${name} = Schemas["${name}"];\n`)
    .concat(operations.flatMap(queryModel))
    .join("\n");
}

function queryModel(operation: Operation): string[] {
  if (!operation.object.parameters.some((parameter) => parameter.in === "query")) return [];
  const type = `Paths["${operation.path}"]["${operation.method.toLowerCase()}"]["parameters"]["query"]`;
  const words = docstring(`What \`${methodPath(operation)}\` is asked with.`);
  return [`${words}export type ${queryName(operation)} = NonNullable<${type}>;\n`];
}
