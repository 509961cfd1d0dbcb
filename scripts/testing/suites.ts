import { existsSync, globSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { readJson, root, workspaces } from "../infrastructure/repository.ts";
import { type Need, needNames } from "./needs.ts";

/** One suite of tests, as its package declares it. */
export interface Suite {
  /** What `npm test -- <name>` calls it. */
  name: string;
  folder: string;
  /** An array is started as it stands; a text is the line of a package.json script. */
  command: readonly string[] | string;
  /** `vitest`: by its JSON report. `plain`: by the closing line. Else a regular expression with named groups. */
  counts: string;
  /** Programs that must be on the PATH; an array is a command that must succeed. */
  requires: readonly (string | readonly string[])[];
  needs: readonly Need[];
  timeoutMinutes: number;
  /** The npm package whose build, with all below it, comes first; undefined: every package is built. */
  npmPackage?: string;
}

const DEFAULT_TIMEOUT_MINUTES = 15;

/** Every suite of the repository: the workspaces that have a `test` script, then the suite.json files. */
export function findSuites(base = root): Suite[] {
  const npm = workspaces(base).flatMap(({ folder, manifest }) => {
    const command = manifest.scripts?.test;
    if (command === undefined) return [];
    const where = join(folder, "package.json");
    const declared = declaration(manifest.renewal ?? {}, `${where}, field "renewal"`);
    const name = manifest.name.replace(/^@[^/]*\//, "");
    return [{ counts: "vitest", ...declared, name, folder, command, npmPackage: manifest.name }];
  });
  const others = globSync(["suite.json", "*/suite.json", "packages/*/suite.json"], { cwd: base })
    .filter((path) => !path.includes("node_modules"))
    .sort()
    .map((path) => otherSuite(join(base, path)));
  return [...npm, ...others];
}

/** Folders of packages that no workspace names and no suite.json stands in: nothing of them is built or tested. */
export function outsiders(base = root): string[] {
  const known = new Set(workspaces(base).map(({ folder }) => folder));
  return globSync("packages/*/", { cwd: base })
    .map((path) => join(base, path))
    .filter((folder) => !known.has(folder) && !existsSync(join(folder, "suite.json")))
    .map((folder) => relative(base, folder))
    .sort();
}

function otherSuite(path: string): Suite {
  const json = readJson(path) as { name?: unknown; command?: unknown };
  const { name = basename(dirname(path)), command, ...rest } = json;
  if (typeof name !== "string") throw new Error(`${path}: "name" must be a text.`);
  if (!isTexts(command) || command.length === 0) {
    throw new Error(`${path}: "command" must be an array of texts, the program first.`);
  }
  return { counts: "plain", ...declaration(rest, path), name, folder: dirname(path), command };
}

type Declared = Pick<Suite, "requires" | "needs" | "timeoutMinutes"> & { counts?: string };

function declaration(value: unknown, where: string): Declared {
  const { requires = [], needs = [], timeoutMinutes, counts, ...unknown } = value as Record<string, unknown>;
  const [stranger] = Object.keys(unknown);
  if (stranger !== undefined) {
    throw new Error(
      `${where}: nothing is known of "${stranger}". CONTRIBUTING.md lists the fields of a suite.`,
    );
  }
  if (!Array.isArray(requires) || !requires.every((item) => typeof item === "string" || isTexts(item))) {
    throw new Error(`${where}: "requires" must hold names of programs, or commands as arrays of texts.`);
  }
  if (!isTexts(needs) || !needs.every((need): need is Need => (needNames as string[]).includes(need))) {
    throw new Error(`${where}: "needs" may hold ${needNames.join(", ")}.`);
  }
  if (counts !== undefined && typeof counts !== "string")
    throw new Error(`${where}: "counts" must be a text.`);
  const minutes = timeoutMinutes ?? DEFAULT_TIMEOUT_MINUTES;
  if (typeof minutes !== "number" || !(minutes > 0)) {
    throw new Error(`${where}: "timeoutMinutes" must be a number above 0.`);
  }
  return { requires, needs, timeoutMinutes: minutes, ...(counts !== undefined && { counts }) };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/**
 * The suites that the words of the command line ask for; all when there are none.
 * @throws Error that lists the names, when a word is none of them
 */
export function choose(suites: readonly Suite[], words: readonly string[]): Suite[] {
  const stranger = words.find((word) => !suites.some((suite) => suite.name === word));
  if (stranger !== undefined) {
    const names = suites.map((suite) => suite.name).join(", ");
    throw new Error(`There is no suite "${stranger}". There are: ${names}.`);
  }
  return suites.filter((suite) => words.length === 0 || words.includes(suite.name));
}
