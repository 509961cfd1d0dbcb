// `npm run check`: everything about the repository that is not a test. Every check runs, whatever failed before it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gaps, type LockFile } from "./checks/lock-file.ts";
import { publishedPackages } from "./checks/packages.ts";
import { repositoryFiles, textFaults } from "./checks/text.ts";
import {
  type Manifest,
  pathWithTools,
  quietTools,
  readJson,
  root,
  turbo,
} from "./infrastructure/repository.ts";
import { run } from "./infrastructure/run.ts";

const colours = `--colors=${process.stdout.isTTY ? "force" : "off"}`;

/** What is wrong, in words for the reader; empty when all is well. */
type Check = () => Promise<string>;

const scripts = (readJson(join(root, "package.json")) as Manifest).scripts ?? {};

const checks: Record<string, Check> = {
  "format, lint, direction of imports": tool([
    "biome",
    "ci",
    colours,
    "--error-on-warnings",
    "--max-diagnostics=100",
    ".",
  ]),
  types: tool(turbo("run", "typecheck", "--continue", "--output-logs=errors-only", "--log-order=grouped")),
  "openapi.yaml, and its copy in OpenAPI 3.0": tool(["redocly", "lint"]),
  "generated code is up to date": tool(`${scripts.generate} --check`),
  "unused code and dependencies": tool(["knip", "--no-progress"]),
  build: tool(turbo("run", "build", "--continue", "--output-logs=errors-only", "--log-order=grouped")),
  "packages as they are published": publishedPackages,
  "names of hosts and machines, lengths of files": async () => {
    const files = repositoryFiles();
    return files.flatMap((path) => textFaults(path, readFileSync(join(root, path), "utf8"))).join("\n");
  },
  "package-lock.json": async () => {
    const missing = gaps(readJson(join(root, "package-lock.json")) as LockFile);
    const names = missing.map(({ name, version }) => `  ${name}@${version}`);
    return missing.length === 0
      ? ""
      : ["Builds for other platforms are missing. Run: npm run lock", ...names].join("\n");
  },
};

function tool(command: readonly string[] | string): Check {
  return async () => {
    const environment = {
      ...quietTools,
      PATH: pathWithTools(),
      ...(process.stdout.isTTY && { FORCE_COLOR: "1" }),
    };
    const { ok, ending, output } = await run({ command, folder: root, environment, output: "keep" });
    return ok ? "" : `${output.trim()}\n(${ending})`;
  };
}

const failed: string[] = [];
for (const [name, check] of Object.entries(checks)) {
  const start = performance.now();
  const fault = await check().catch((error: Error) => error.stack ?? error.message);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${fault === "" ? "✓" : "✗"} ${name.padEnd(50)} ${seconds.padStart(6)} s`);
  if (fault === "") continue;
  failed.push(name);
  console.log(fault.replaceAll(/^/gm, "    "));
}

const total = Object.keys(checks).length;
console.log(
  failed.length === 0
    ? `All ${total} checks passed.`
    : `${failed.length} of ${total} checks failed: ${failed.join("; ")}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
