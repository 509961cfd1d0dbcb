import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import { build, type Plugin } from "esbuild";
import { root } from "../infrastructure/repository.ts";
import { document, type Schema } from "./document.ts";

/**
 * RFC 3339 with real days: no February 30, and February 29 in leap years only. Second 60 is refused, for no clock that
 * reads these texts can represent it.
 */
const date =
  "(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))" +
  "|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)";
const time = "(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)";
const dateTime = new RegExp(`^${date}[Tt]${time}$`);

/** Schemas that become functions, by the functions' names. */
export type Checks = Record<string, Schema>;

/**
 * The source of a module that exports one function for each schema.
 *
 * @param fillDefaults whether the functions write the defaults of absent fields into what they check
 */
export function checkingCode(checks: Checks, fillDefaults: boolean): string {
  const ajv = new Ajv2020({
    strict: true,
    allErrors: true,
    // Nothing is believed of what a polluted Object.prototype lends.
    ownProperties: true,
    inlineRefs: false,
    useDefaults: fillDefaults,
    messages: false,
    code: { source: true, esm: true },
    formats: { decimal: true, password: true, "date-time": dateTime },
    keywords: ["x-open-enum", "components"],
  });
  // Both serve keywords that the document's profile excludes, and cost a third of the code.
  ajv.opts.unevaluated = false;
  ajv.opts.dynamicRef = false;
  ajv.addSchema({ $id: "document", components: { schemas: withoutProse(document.components.schemas) } });
  for (const [name, schema] of Object.entries(checks)) ajv.addSchema(rebased(withoutProse(schema)), name);
  const names = Object.fromEntries(Object.keys(checks).map((name) => [name, name]));
  return (standaloneCode as unknown as typeof standaloneCode.default)(ajv, names);
}

/** Descriptions and examples would stand in the code and be shipped to browsers. */
function withoutProse<T>(schema: T): T {
  return JSON.parse(
    JSON.stringify(schema, (key, value) =>
      (key === "description" && typeof value === "string") || key === "examples" ? undefined : value,
    ),
  );
}

function rebased(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"document#/'));
}

/**
 * Puts modules into one that imports nothing: ajv's few run-time functions come with it.
 *
 * @param entry the source of the module whose exports stay
 * @param modules the sources of what it imports, by name
 */
export async function bundled(entry: string, modules: Record<string, string>): Promise<string> {
  const result = await build({
    stdin: { contents: entry, resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    plugins: [sources(modules)],
  });
  return (result.outputFiles[0]?.text ?? "").replaceAll(/^\/\/ .*\n/gm, "");
}

function sources(modules: Record<string, string>): Plugin {
  const require = createRequire(import.meta.url);
  return {
    name: "sources",
    setup(build) {
      // By their names and not by their places: those would stand in the code, and differ between machines.
      build.onResolve({ filter: /./ }, ({ path }) => ({
        path,
        namespace: path in modules ? "sources" : "packages",
      }));
      build.onLoad({ filter: /./, namespace: "sources" }, ({ path }) => ({
        contents: shakeable(placed(bounded(asModule(modules[path] ?? "")))),
      }));
      build.onLoad({ filter: /./, namespace: "packages" }, ({ path }) => ({
        contents: asExport(readFileSync(require.resolve(path), "utf8")),
      }));
    },
  };
}

/** ajv writes `require` into ES modules; esbuild must see imports to leave no `require` for run time. */
function asModule(code: string): string {
  const imports = new Map<string, string>();
  const body = code.replaceAll(/require\("(ajv\/[^"]+)"\)(\.default)?/g, (_, path: string) => {
    const name = imports.get(path) ?? `runtime${imports.size}`;
    imports.set(path, name);
    return name;
  });
  const lines = [...imports].map(
    ([path, name]) => `import ${name}_ from "${path}.js"; const ${name} = ${name}_.default ?? ${name}_;`,
  );
  return `${lines.join("\n")}\n${body}`;
}

/**
 * One of ajv's run-time functions without what CommonJS puts around it. What it is called in generated code is of use to
 * ajv's compiler alone.
 */
function asExport(code: string): string {
  return code
    .replaceAll(/^\w+\.code = .*$/gm, "")
    .replace('Object.defineProperty(exports, "__esModule", { value: true });', "")
    .replace(/^exports\.default = (\w+);$/m, "export default $1;");
}

/** A hostile body may break a rule ten thousand times; these are enough to mend it. */
const mostErrors = 20;

/**
 * ajv collects every error or only the first. Here it stops at some, and one function says so instead of a hundred
 * copies of five lines.
 *
 * @throws Error when another version of ajv collects in other words
 */
function bounded(code: string): string {
  const body = code
    .replaceAll(
      /if\(vErrors === null\)\{\s*vErrors = \[(\w+)\];\s*\}\s*else \{\s*vErrors\.push\(\1\);\s*\}/g,
      "vErrors = collect(vErrors, [$1]);",
    )
    .replaceAll(/vErrors === null \? (\w+\.errors) : vErrors\.concat\(\1\)/g, "collect(vErrors, $1)");
  if (/vErrors\.(push|concat)/.test(body)) {
    throw new Error("ajv's code has changed: its errors are not bounded any more.");
  }
  return `${body}
function collect(errors, found) {
  if (errors === null) return found;
  return errors.length < ${mostErrors} ? errors.concat(found).slice(0, ${mostErrors}) : errors;
}`;
}

/**
 * ajv tells each function where it stands by an object of four fields, of which keywords that the document does not use
 * need three, and each error which part of the schema it is of, which nobody reads. The path alone is less to ship, and
 * nothing to make for each field of a body.
 *
 * @throws Error when another version of ajv tells it in other words
 */
function placed(code: string): string {
  const place =
    /\{instancePath(?::([^,{}]+))?,parentData(?::[^,{}]+)?,parentDataProperty(?::[^,{}]+)?,rootData\}/g;
  const body = code
    .replaceAll('{instancePath="", parentData, parentDataProperty, rootData=data}={}', 'instancePath=""')
    .replaceAll(place, (_, path: string = "instancePath") => path)
    .replaceAll(/schemaPath:"[^"]*",/g, "");
  if (/parentData|rootData|schemaPath/.test(body)) {
    throw new Error("ajv's code has changed: it tells functions where they stand in another way.");
  }
  return body;
}

/** A program that never checks responses then carries nothing of those checks. */
function shakeable(code: string): string {
  return code.replaceAll("new RegExp(", "/* @__PURE__ */ new RegExp(");
}
