import { createRequire } from "node:module";
import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import { build } from "esbuild";
import { root } from "../infrastructure/repository.ts";
import {
  answerSchema,
  document,
  notice,
  type OperationObject,
  operations,
  type Parameter,
  type Schema,
  webhooks,
} from "./document.ts";

/** RFC 3339 with real days: no February 30, and February 29 in leap years only. */
const date =
  "(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))" +
  "|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)";
const time =
  "(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d{1,9})?(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)";
const dateTime = new RegExp(`^${date}[Tt]${time}$`);

/** Bodies are taken as they are; the values of parameters arrive as text and become what their schemas say. */
function compiler(coerce: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    allErrors: true,
    coerceTypes: coerce,
    useDefaults: coerce,
    // Error objects without the schema's own text: they are made for every bad request.
    messages: false,
    code: { source: true, esm: true },
    inlineRefs: false,
    formats: { decimal: true, password: true, "date-time": dateTime },
    keywords: ["x-open-enum", "components"],
  });
  ajv.addSchema({ $id: "document", components: { schemas: withoutProse(document.components.schemas) } });
  return ajv;
}

/** Descriptions and examples would stand in the code and be shipped to browsers. */
function withoutProse<T>(schema: T): T {
  return JSON.parse(
    JSON.stringify(schema, (key, value) =>
      (key === "description" && typeof value === "string") || key === "examples" ? undefined : value,
    ),
  );
}

type Named = Record<string, Schema>;

/** Code that checks without compiling anything at run time, so that it runs under a strict Content-Security-Policy. */
export async function validatorModule(): Promise<string> {
  const bodies: Named = {};
  const parameters: Named = {};
  for (const { id, object } of operations) {
    const body = object.requestBody?.content["application/json"]?.schema;
    if (body !== undefined) bodies[`body_${id}`] = body;
    for (const place of ["path", "query"] as const) {
      parameters[`${place}_${id}`] = parameterSchema(object.parameters ?? [], place);
    }
    for (const schema of answerSchemas(object)) bodies[`answer_${schema}`] = reference(schema);
  }
  for (const { id, object } of webhooks) {
    const body = object.requestBody?.content["application/json"]?.schema;
    if (body !== undefined) bodies[`webhook_${id}`] = body;
  }
  const code = [await moduleOf(compiler(false), bodies), await moduleOf(compiler(true), parameters)];
  return `${notice}${(await bundle(code)).trimEnd()}\n`;
}

function parameterSchema(parameters: readonly Parameter[], place: "path" | "query"): Schema {
  const own = parameters.filter((parameter) => parameter.in === place);
  return {
    type: "object",
    additionalProperties: false,
    required: own.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(own.map(({ name, schema }) => [name, schema])),
  };
}

async function moduleOf(ajv: Ajv2020, schemas: Named): Promise<string> {
  const exported: Record<string, string> = {};
  for (const [name, schema] of Object.entries(schemas)) {
    ajv.addSchema(JSON.parse(JSON.stringify(withoutProse(schema)).replaceAll('"#/', '"document#/')), name);
    exported[name] = name;
  }
  return (standaloneCode as unknown as (ajv: Ajv2020, names: Record<string, string>) => string)(
    ajv,
    exported,
  );
}

/** Puts ajv's few run-time functions into the module itself. */
async function bundle(modules: string[]): Promise<string> {
  const require = createRequire(import.meta.url);
  const sources = new Map(modules.map((code, index) => [`validators:${index}`, asModule(code)]));
  const result = await build({
    stdin: {
      contents: [...sources.keys()].map((name) => `export * from "${name}";`).join("\n"),
      resolveDir: root,
    },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    plugins: [
      {
        name: "validators",
        setup(build) {
          build.onResolve({ filter: /^validators:/ }, ({ path }) => ({ path, namespace: "validators" }));
          build.onResolve({ filter: /^ajv\// }, ({ path }) => ({ path: require.resolve(path) }));
          build.onLoad({ filter: /./, namespace: "validators" }, ({ path }) => ({
            contents: sources.get(path) ?? "",
            resolveDir: root,
          }));
        },
      },
    ],
  });
  return (result.outputFiles[0]?.text ?? "").replaceAll(/^\/\/ .*\n/gm, "");
}

/** ajv writes `require` into ES modules; esbuild must see imports to bundle them without a run-time `require`. */
function asModule(code: string): string {
  let count = 0;
  const imports: string[] = [];
  const body = code.replaceAll(/require\("(ajv\/[^"]+)"\)(\.default)?/g, (_, path: string) => {
    const name = `runtime${count++}`;
    imports.push(`import ${name}_ from "${path}.js"; const ${name} = ${name}_.default ?? ${name}_;`);
    return name;
  });
  return `${imports.join("\n")}\n${body}`;
}

/** The names of the schemas that an operation answers with. */
function answerSchemas(object: OperationObject): string[] {
  const names = Object.values(object.responses).flatMap((response) => answerSchema(response) ?? []);
  return [...new Set(names)];
}

function reference(schema: string): Schema {
  return { $ref: `#/components/schemas/${schema}` };
}

export function validatorTypes(): string {
  const names = [
    ...operations.flatMap(({ id, object }) => [
      ...(object.requestBody === undefined ? [] : [`body_${id}`]),
      `path_${id}`,
      `query_${id}`,
    ]),
    ...new Set(operations.flatMap(({ object }) => answerSchemas(object).map((schema) => `answer_${schema}`))),
    ...webhooks.map(({ id }) => `webhook_${id}`),
  ];
  return `${notice}export interface ValidationError {
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
}
export interface Validate {
  (value: unknown): boolean;
  errors?: ValidationError[] | null;
}
${names.map((name) => `export declare const ${name}: Validate;`).join("\n")}
`;
}
