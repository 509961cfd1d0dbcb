// `npm run generate`: everything that is made from openapi.yaml. `-- --check` writes nothing and fails on a difference;
// `-- --only contract` makes one part.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../infrastructure/repository.ts";
import { contract } from "./contract.ts";
import type { Step } from "./step.ts";

const steps: Step[] = [contract];

const { values } = parseArgs({
  options: { check: { type: "boolean" }, only: { type: "string", multiple: true } },
});
const chosen = steps.filter(({ name }) => values.only?.includes(name) ?? true);
if (chosen.length === 0) {
  console.error(`There is no such part. The parts are: ${steps.map(({ name }) => name).join(", ")}.`);
  process.exit(1);
}

const drifted: string[] = [];
for (const step of chosen) {
  const files = await step.run();
  for (const [path, content] of Object.entries(files)) {
    if (currentContent(path) === content) continue;
    drifted.push(path);
    if (values.check !== true) write(path, content);
  }
  console.log(`${step.name}: ${Object.keys(files).length} files`);
}

if (values.check === true && drifted.length > 0) {
  console.error(
    `Not what openapi.yaml says now: ${drifted.join(", ")}.\nRun \`npm run generate\` and commit the result.`,
  );
  process.exitCode = 1;
} else {
  console.log(drifted.length === 0 ? "Nothing has changed." : `Written: ${drifted.join(", ")}`);
}

function currentContent(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return undefined;
  }
}

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}
