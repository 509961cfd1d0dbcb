import { document, follow, type Operation, type Response, type Schema, webhooks } from "./document.ts";

const schemas = document.components.schemas;

/** What a reader must not insist on: an id of another form is still an id. */
const limits = new Set([
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "examples",
  "x-open-enum",
]);

/** The document as datamodel-code-generator reads it: what is answered or sent to us, and nothing that we only send. */
export function readersDocument(operations: readonly Operation[]): unknown {
  const names = new Set<string>();
  for (const schema of [...operations.map(answerSchema), ...webhooks.map(eventSchema)])
    collect(schema, names);
  const kept = [...names].sort().map((name) => [name, tolerant(schemas[name])]);
  return {
    openapi: "3.1.0",
    info: { title: "Renewal", version: "1.0.0" },
    paths: {},
    components: { schemas: Object.fromEntries(kept) },
  };
}

/** The schema of a successful answer; undefined when there is no body. */
export function answerSchema({ object }: Operation): Schema | undefined {
  const [, success] = Object.entries(object.responses).find(([status]) => status.startsWith("2")) ?? [];
  return success && follow<Response>(success).content?.["application/json"]?.schema;
}

/** The schema of what a webhook sends. */
export function eventSchema({ object }: Operation): Schema | undefined {
  return object.requestBody?.content["application/json"]?.schema;
}

/** The name of a schema that is referred to. */
export function nameOf(schema: Schema | undefined): string | undefined {
  return schema?.$ref?.split("/").pop();
}

/** A schema and all that it refers to. */
export function collect(node: unknown, names: Set<string>): void {
  if (typeof node !== "object" || node === null) return;
  const name = nameOf(node as Schema);
  if (name !== undefined && !names.has(name)) {
    names.add(name);
    collect(schemas[name], names);
  }
  for (const value of Object.values(node)) collect(value, names);
}

/** Open enums take any text and still suggest what is known. */
function tolerant(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(tolerant);
  if (typeof node !== "object" || node === null) return node;
  const schema = node as Schema;
  const members = Object.entries(schema).filter(([keyword]) => !isLimit(keyword, schema));
  const rest = Object.fromEntries(members.map(([keyword, value]) => [keyword, tolerant(value)]));
  if (schema["x-open-enum"] !== true) return rest;
  const { type, enum: values, ...words } = rest;
  return { ...words, anyOf: [{ type, enum: values }, { type }] };
}

/** A property may be named as a keyword is; then it holds a schema, and keywords that are limits hold none. */
function isLimit(keyword: string, schema: Schema): boolean {
  const value = schema[keyword];
  return limits.has(keyword) && (typeof value !== "object" || Array.isArray(value));
}
