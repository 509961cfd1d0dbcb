import { existsSync, readFileSync } from "node:fs";
import { document, methodName, notice, type Operation, operations } from "./document.ts";
import { literal } from "./literal.ts";
import { itemModel, models, queryName, requestModel, responseModel } from "./sdk-typescript-models.ts";
import { docstring, exampleCall, methodProse } from "./sdk-typescript-prose.ts";
import type { Step } from "./step.ts";

const folder = "packages/sdk/src/generated";

/** What the gateway alone calls is nothing for an app. */
const forApps = operations.filter(({ object }) => object["x-audience"] !== "gateway");

/** packages/sdk: a class for each tag, a method for each operation, a name for each schema they speak of. */
export const sdkTypeScript: Step = {
  name: "sdk-typescript",
  outputs: [folder],
  run: async () => ({
    [`${folder}/models.ts`]: modelsModule(),
    [`${folder}/resources.ts`]: resourcesModule(),
    [`${folder}/client.ts`]: clientModule(),
    [`${folder}/secrets.ts`]: secretsModule(),
  }),
};

function modelsModule(): string {
  return `${notice}import type { Paths, Schemas } from "@renewal/contract/operations";\n\n${models(forApps)}`;
}

function resourcesModule(): string {
  const parts = [...byTag()].flatMap(([tag, inTag]) => [...inTag.map(row), resource(tag, inTag)]);
  const code = parts.join("\n");
  const named = forApps
    .flatMap((operation) => [
      requestModel(operation),
      itemModel(operation) ?? responseModel(operation),
      queryName(operation),
    ])
    .filter((name): name is string => name !== undefined && new RegExp(`\\b${name}\\b`).test(code));
  const pages = code.includes("PageCall<") ? 'import type { PageCall } from "../pages.ts";\n' : "";
  return `${notice}import type { Call } from "../call.ts";
import type { Operation } from "../operation.ts";
import type { CallOptions } from "../options.ts";
${pages}import { Resource } from "../resource.ts";
import type { ${[...new Set(named)].sort().join(", ")} } from "./models.ts";

${code}`;
}

function clientModule(): string {
  const tags = [...byTag().keys()];
  const [server] = document.servers;
  const own = tags.filter(isExtended).sort();
  const extended = own.map((tag) => `import { ${className(tag)} } from "../resources/${tag}.ts";\n`).join("");
  const others = tags.filter((tag) => !isExtended(tag));
  return `${notice}import type { Way } from "../resource.ts";
${extended}import { ${others.map(className).sort().join(", ")} } from "./resources.ts";

/** Where the API is when nobody says otherwise. */
export const defaultBaseUrl = ${literal(server?.url)};

/** The version of this package. */
export const version = ${literal(packageVersion())};

/** Everything that the document's operations make a client of. */
export class Resources {
${tags.map((tag) => `${docstring(tagDescription(tag), "  ")}  declare readonly ${tag}: ${className(tag)};\n`).join("")}
  /** Made by the client. */
  constructor(way: Way) {
${tags.map((tag) => `    this.${tag} = new ${className(tag)}(way);\n`).join("")}  }
}
`;
}

/** Whether somebody wrote a class that adds to the generated one. */
function isExtended(tag: string): boolean {
  return existsSync(new URL(`../../packages/sdk/src/resources/${tag}.ts`, import.meta.url));
}

function packageVersion(): string {
  const path = new URL("../../packages/sdk/package.json", import.meta.url);
  return (JSON.parse(readFileSync(path, "utf8")) as { version: string }).version;
}

/** Fields that the document calls passwords: no log may show them. */
function secretsModule(): string {
  const fields = Object.values(document.components.schemas).flatMap(({ properties = {} }) =>
    Object.entries(properties).flatMap(([name, { format }]) => (format === "password" ? [name] : [])),
  );
  return `${notice}\n/** The fields that hold secrets. */\nexport const secretFields = ${literal([...new Set(fields)].sort())} as const;\n`;
}

function byTag(): Map<string, Operation[]> {
  const tags = forApps.map(({ object }) => object.tags[0] as string);
  return new Map(
    [...new Set(tags)].map((tag) => [tag, forApps.filter(({ object }) => object.tags[0] === tag)]),
  );
}

function className(tag: string): string {
  return tag.charAt(0).toUpperCase() + tag.slice(1);
}

function tagDescription(tag: string): string {
  return document.tags.find(({ name }) => name === tag)?.description ?? `The operations of ${tag}.`;
}

function resource(tag: string, inTag: Operation[]): string {
  return `${docstring(tagDescription(tag))}export class ${className(tag)} extends Resource {\n${inTag.map(method).join("\n")}}\n`;
}

/** What a client must know of an operation. */
function row({ id, method, path, object }: Operation): string {
  const known = {
    id,
    method,
    route: path,
    idempotent: object["x-idempotent"],
    authenticated: object.security?.length !== 0,
  };
  return `const ${id}: Operation = ${literal(known)};\n`;
}

function method(operation: Operation): string {
  const { id, object } = operation;
  const path = object.parameters.flatMap(({ in: where, name }) => (where === "path" ? [name] : []));
  const body = requestModel(operation);
  const asked = object.parameters.some((parameter) => parameter.in === "query");
  const item = itemModel(operation);
  const taken = [
    ...path.map((name) => `${name}: string`),
    ...(body === undefined ? [] : [`body: ${body}`]),
    ...(asked ? [`query: ${queryName(operation)} = {}`] : []),
    "options?: CallOptions",
  ].join(", ");
  const input = [
    ...(path.length > 0 ? [`path: { ${path.join(", ")} }`] : []),
    ...(body ? ["body"] : []),
    ...(asked ? ["query"] : []),
  ];
  const given = input.length === 0 ? "{}" : `{ ${input.join(", ")} }`;
  const [answer, call] =
    item === undefined
      ? [`Call<${responseModel(operation) ?? "undefined"}>`, `this.call(${id}, ${given}, options)`]
      : [`PageCall<${item}>`, `this.pages(${id}, ${given}, options)`];
  const words = docstring(methodProse(operation, exampleCall(operation, item !== undefined)), "  ");
  return `${words}  ${methodName(operation)}(${taken}): ${answer} {\n    return ${call};\n  }\n`;
}
