import { operations, webhooks } from "./document.ts";
import { goOperations, goResources, objectsOf } from "./go-resources.ts";
import { collectObjects, enums, goEnum, goModel } from "./go-types.ts";
import { eventSchema } from "./python-schemas.ts";
import type { Step } from "./step.ts";

const folder = "packages/go";
const files = ["models.gen.go", "operations.gen.go", "resources.gen.go"];

const forApps = operations.filter(({ object }) => object["x-audience"] !== "gateway");

/** The Go SDK's models, operation table and methods, in gofmt's form. Around them stands what is written by hand. */
export const goSdk: Step = {
  name: "go",
  outputs: files.map((file) => `${folder}/${file}`),
  run: async () => ({
    [`${folder}/models.gen.go`]: source(models(), ["time"]),
    [`${folder}/operations.gen.go`]: source(goOperations(forApps)),
    [`${folder}/resources.gen.go`]: source(goResources(forApps), ["context", "iter"]),
  }),
};

function source(code: string, imports: readonly string[] = []): string {
  const imported =
    imports.length === 0 ? "" : `import (\n${imports.map((path) => `\t"${path}"\n`).join("")})\n\n`;
  return `// Code generated from openapi.yaml by \`npm run generate\`. DO NOT EDIT.\n\npackage renewal\n\n${imported}${code}`;
}

function models(): string {
  const names = new Set(objectsOf(forApps));
  for (const webhook of webhooks) collectObjects(eventSchema(webhook), names);
  collectObjects({ $ref: "#/components/schemas/ErrorDetails" }, names);
  const asked = forApps.flatMap(({ object }) => {
    const name = object.requestBody?.content["application/json"]?.schema.$ref?.split("/").at(-1);
    return name === undefined ? [] : [name];
  });
  const all = [...names].sort();
  const known = enums([...all, ...asked]).map(([name, schema]) => goEnum(name, schema));
  return [...known, ...all.map(goModel)].join("\n");
}
