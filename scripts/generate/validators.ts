import { bundled, type Checks, checkingCode } from "./compile.ts";
import {
  follow,
  followSchema,
  type Header,
  notice,
  operations,
  type Parameter,
  type Response,
  type Schema,
  webhooks,
} from "./document.ts";

/** Collects schemas and names each distinct one once. */
class Collection {
  readonly checks: Checks = {};
  private readonly names = new Map<string, string>();
  private readonly prefix: string;

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  /** The name of the function that will check this schema. */
  nameOf(schema: Schema): string {
    const text = JSON.stringify(schema);
    const name = this.names.get(text) ?? `${this.prefix}${this.names.size}`;
    this.names.set(text, name);
    this.checks[name] = schema;
    return name;
  }
}

/** Code that checks without compiling anything at run time, so that it runs under a strict Content-Security-Policy. */
export async function validatorModule(): Promise<string> {
  const exact = new Collection("exact");
  const filled = new Collection("filled");
  const tables = [
    table("bodies", operations, ({ object }) => bodyCheck(exact, object.requestBody)),
    table("parameters", operations, ({ object }) => parameterChecks(filled, object.parameters)),
    table("responses", operations, ({ object }) => responseChecks(exact, object.responses)),
    `export const headerTypes = ${JSON.stringify(headerTypes())};`,
    table("webhookBodies", webhooks, ({ object }) => bodyCheck(exact, object.requestBody)),
    table("webhookParameters", webhooks, ({ object }) => parameterChecks(filled, object.parameters)),
  ];
  const entry = [
    `import { ${Object.keys(exact.checks).join(", ")} } from "exact";`,
    `import { ${Object.keys(filled.checks).join(", ")} } from "filled";`,
    ...tables,
  ].join("\n");
  const modules = { exact: checkingCode(exact.checks, false), filled: checkingCode(filled.checks, true) };
  return `${notice}${(await bundled(entry, modules)).trimEnd()}\n`;
}

function table<T extends { id: string }>(
  name: string,
  all: readonly T[],
  cell: (item: T) => string | undefined,
) {
  const cells = all.flatMap((item) => {
    const code = cell(item);
    return code === undefined ? [] : [`  ${item.id}: ${code},\n`];
  });
  return `export const ${name} = {\n${cells.join("")}};`;
}

type Body = { content: Record<string, { schema: Schema }> } | undefined;

function bodyCheck(collection: Collection, body: Body): string | undefined {
  const schema = body?.content["application/json"]?.schema;
  return schema === undefined ? undefined : collection.nameOf(schema);
}

/** Unknown parameters of path and query are refused; headers are sent by everything on the way. */
function parameterChecks(collection: Collection, parameters: readonly Parameter[]): string {
  const places = (["path", "query", "header"] as const).map((place) => {
    const own = parameters.filter((parameter) => parameter.in === place);
    const schema = objectOf(
      own.map(({ name, required = false, schema }) => ({ name, required, schema })),
      place === "header",
    );
    return `${place}: ${collection.nameOf(schema)}`;
  });
  return `{ ${places.join(", ")} }`;
}

function responseChecks(collection: Collection, responses: Record<string, Response>): string {
  const statuses = Object.entries(responses).map(([status, response]) => {
    const body = response.content?.["application/json"]?.schema;
    const headers = Object.entries(response.headers ?? {}).map(([name, header]) => {
      const { required = false, schema } = follow<Header>(header);
      return { name, required, schema };
    });
    const bodyCheck = body === undefined ? "undefined" : collection.nameOf(body);
    return `${status}: { body: ${bodyCheck}, headers: ${collection.nameOf(objectOf(headers, true))} }`;
  });
  return `{ ${statuses.join(", ")} }`;
}

/** What the text of each response header stands for; a header means the same in every response. */
function headerTypes(): Record<string, unknown> {
  const headers = operations
    .flatMap(({ object }) => Object.values(object.responses))
    .flatMap((response) => Object.entries(response.headers ?? {}));
  return Object.fromEntries(
    headers.map(([name, header]) => [name.toLowerCase(), followSchema(follow<Header>(header).schema).type]),
  );
}

interface Field {
  name: string;
  required: boolean;
  schema: Schema;
}

/** Names of headers have no case; ours are small. */
function objectOf(fields: readonly Field[], isHeaders: boolean): Schema {
  const named = fields.map((field) => (isHeaders ? { ...field, name: field.name.toLowerCase() } : field));
  return {
    type: "object",
    additionalProperties: isHeaders,
    required: named.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(named.map(({ name, schema }) => [name, schema])),
  };
}

export const validatorTypes = `${notice}
export interface ValidationError {
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
}

export interface Validate {
  (value: unknown): boolean;
  errors?: ValidationError[] | null;
}

/** Each writes the defaults of absent parameters into what it checks. */
export interface ParameterChecks {
  path: Validate;
  query: Validate;
  header: Validate;
}

export interface ResponseChecks {
  /** Undefined where the document describes no body. */
  body: Validate | undefined;
  headers: Validate;
}

/** Of operations that have a body, by operation id. */
export declare const bodies: Record<string, Validate>;
export declare const parameters: Record<string, ParameterChecks>;
/** By operation id and status. */
export declare const responses: Record<string, Record<number, ResponseChecks>>;
/** What the text of each response header stands for, by its name in small letters. */
export declare const headerTypes: Record<string, string>;
export declare const webhookBodies: Record<string, Validate>;
export declare const webhookParameters: Record<string, ParameterChecks>;
`;
