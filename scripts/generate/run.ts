// `npm run generate`: everything that is made from openapi.yaml. `-- --check` writes nothing and fails on a difference;
// `-- --only contract` makes one part, and may be given several times.
import { parseArgs } from "node:util";
import { root } from "../infrastructure/repository.ts";
import { architecture } from "./architecture.ts";
import { bruno } from "./bruno.ts";
import { contract } from "./contract.ts";
import { docsPages } from "./docs-pages.ts";
import { generate } from "./generate.ts";
import { goSdk } from "./go.ts";
import { javaSdk } from "./java.ts";
import { openapi30 } from "./openapi-30.ts";
import { pythonSdk } from "./python.ts";
import { sdkTypeScript } from "./sdk-typescript.ts";
import type { Step } from "./step.ts";

/** In this order. A new part is a file beside this one and a name here. */
const steps: Step[] = [
  contract,
  openapi30,
  sdkTypeScript,
  pythonSdk,
  goSdk,
  javaSdk,
  docsPages,
  bruno,
  architecture,
];

const { values } = parseArgs({
  options: { check: { type: "boolean", default: false }, only: { type: "string", multiple: true } },
});
const wanted = values.only ?? steps.map(({ name }) => name);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  const names = steps.map(({ name }) => name).join(", ");
  console.error(`There is no part named ${unknown.join(", ")}. The parts are: ${names}.`);
  process.exit(1);
}

const drifted: string[] = [];
for (const step of steps.filter(({ name }) => wanted.includes(name))) {
  const outcome = await generate(step, root, values.check);
  drifted.push(...outcome.drifted);
  console.log(`${step.name}: ${outcome.files} ${outcome.files === 1 ? "file" : "files"}`);
}

if (drifted.length === 0) {
  console.log("Nothing has changed.");
} else if (values.check) {
  const list = drifted.map((path) => `  ${path}`).join("\n");
  console.error(
    `Not what openapi.yaml says now:\n${list}\nRun \`npm run generate\` and commit what it changes.`,
  );
  process.exitCode = 1;
} else {
  console.log(`Brought up to date:\n${drifted.map((path) => `  ${path}`).join("\n")}`);
}
