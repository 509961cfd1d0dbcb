// `npm run conformance` prints the matrix and writes it into docs/; `cli.ts test` is the suite, and writes nothing.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { json } from "./matrix/json.ts";
import { markdown } from "./matrix/markdown.ts";
import { printed } from "./matrix/print.ts";
import { countsOf, failures } from "./report.ts";
import { runEverything } from "./run.ts";

const docs = join(import.meta.dirname, "../../../docs");
const isTest = process.argv[2] === "test";
const strict = ["true", "1"].includes(process.env.CI ?? "");

const report = await runEverything();
const documents = { "conformance.md": markdown(report), "conformance.gen.json": json(report) };
console.log(printed(report, !isTest));
if (isTest) {
  const differs = Object.entries(documents).filter(([name, text]) => read(name) !== text);
  if (differs.length > 0)
    console.log("docs/conformance.* say something else than this run: npm run conformance writes them.");
} else {
  for (const [name, text] of Object.entries(documents)) writeFileSync(join(docs, name), text);
}
const all = failures(report);
if (all.length > 0) console.log(`\n${all.join("\n")}\n`);
const { passed, failed, skipped } = countsOf(report, strict);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 ? 0 : 1);

function read(name: string): string | undefined {
  try {
    return readFileSync(join(docs, name), "utf8");
  } catch {
    return undefined;
  }
}
