// `npm test`: builds, starts what the suites need, runs them in turn and adds up.
// `npm test -- sdk python` runs those alone. CONTRIBUTING.md tells how a package declares its suite.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathWithTools, quietTools, root, turbo } from "./infrastructure/repository.ts";
import { run } from "./infrastructure/run.ts";
import { add, type Counts, closingLine, none } from "./testing/counts.ts";
import { Surroundings } from "./testing/needs.ts";
import { runSuite } from "./testing/run-suite.ts";
import { choose, findSuites, outsiders, type Suite } from "./testing/suites.ts";

const interruption = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    // Who asks twice does not want to wait; what we started is ended all the same, by the handlers of `exit`.
    if (interruption.signal.aborted) process.exit(130);
    interruption.abort();
  });
}

const folder = mkdtempSync(join(tmpdir(), "renewal-test-"));
chmodSync(folder, 0o711); // PostgreSQL, which runs as another user under root, must get through to its data.
process.on("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
for (const variable of ["TMPDIR", "TMP", "TEMP"]) process.env[variable] = folder;

let total: Counts;
try {
  total = await main(choose(findSuites(), process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  total = { ...none, failed: 1 };
}
if (interruption.signal.aborted) console.log("\nInterrupted.");
process.exitCode = interruption.signal.aborted ? 130 : total.failed > 0 ? 1 : 0;
console.log(closingLine(total));

async function main(suites: readonly Suite[]): Promise<Counts> {
  const rows: { name: string; counts: Counts; seconds: number; remarks: string[] }[] = [];
  const time = async (name: string, step: () => Promise<{ counts: Counts; remarks: string[] }>) => {
    if (interruption.signal.aborted) return;
    console.log(`\n━━ ${name} ${"━".repeat(Math.max(3, 76 - name.length))}`);
    const start = performance.now();
    const result = await step();
    rows.push({ name, ...result, seconds: (performance.now() - start) / 1000 });
  };

  const surroundings = new Surroundings();
  const strict = ["true", "1"].includes(process.env.CI ?? "");
  try {
    await time("build", () => build(suites));
    for (const suite of suites) {
      await time(suite.name, () =>
        runSuite(suite, { surroundings, folder, abort: interruption.signal, strict }),
      );
    }
  } finally {
    await surroundings.stop();
  }

  console.log(`\n━━ summary ${"━".repeat(69)}`);
  for (const { name, counts, seconds, remarks } of rows) {
    if (name !== "build" || counts.failed > 0) {
      console.log(`${name.padEnd(14)} ${closingLine(counts).padEnd(42)} ${seconds.toFixed(1)} s`);
    }
    for (const remark of remarks) console.log(`${" ".repeat(15)}${remark}`);
  }
  for (const path of outsiders())
    console.log(`${path} is no workspace and has no suite.json: nothing of it was tested.`);
  return add(...rows.map((row) => row.counts));
}

/** A build that fails counts once; the suites run all the same, since most of them test the sources. */
async function build(suites: readonly Suite[]): Promise<{ counts: Counts; remarks: string[] }> {
  const names = suites.map((suite) => suite.npmPackage);
  const filters = names.includes(undefined) ? [] : names.map((name) => `--filter=${name}...`);
  const { ok, ending } = await run({
    command: turbo("run", "build", "--continue", "--output-logs=errors-only", ...filters),
    folder: root,
    environment: { ...quietTools, PATH: pathWithTools() },
    signal: interruption.signal,
  });
  return ok
    ? { counts: none, remarks: [] }
    : { counts: { ...none, failed: 1 }, remarks: [`It failed (${ending}).`] };
}
