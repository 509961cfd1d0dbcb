import { globSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** What this repository reads of a package.json. */
export interface Manifest {
  name: string;
  private?: boolean;
  workspaces?: string[];
  scripts?: Record<string, string>;
  exports?: unknown;
  /** What its suite needs; CONTRIBUTING.md, "How tests are laid out", explains the fields. */
  renewal?: unknown;
}

export interface Workspace {
  /** Absolute. */
  folder: string;
  manifest: Manifest;
}

export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

/** The npm workspaces in the order in which the root package.json names them. */
export function workspaces(base = root): Workspace[] {
  const { workspaces: patterns = [] } = readJson(join(base, "package.json")) as Manifest;
  return patterns
    .flatMap((pattern) => globSync(`${pattern}/package.json`, { cwd: base }).sort())
    .map((path) => ({ folder: join(base, dirname(path)), manifest: readJson(join(base, path)) as Manifest }));
}

/** The PATH on which the programs of the installed packages come first, the pinned Node among them. */
export function pathWithTools(folder = root): string {
  const bins = [join(folder, "node_modules", ".bin"), join(root, "node_modules", ".bin")];
  return [...bins, process.env.PATH ?? ""].join(delimiter);
}

/** No tool that we run is to count us, to ask for an update or to leave a process behind. */
export const quietTools: Record<string, string> = {
  DO_NOT_TRACK: "1",
  TURBO_TELEMETRY_DISABLED: "1",
  TURBO_NO_UPDATE_NOTIFIER: "1",
  REDOCLY_TELEMETRY: "off",
  REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
};

/**
 * The command that runs turbo. Its script is named and not its link in `.bin`, which on Windows is no program.
 * @param words for example `"run", "build"`
 */
export function turbo(...words: string[]): string[] {
  return [process.execPath, join(root, "node_modules", "turbo", "bin", "turbo"), ...words];
}
