import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import type { Step } from "./step.ts";

export interface Outcome {
  /** How many files the step makes. */
  files: number;
  /** The paths that differed from what the document says now, or stood there without being made any more. */
  drifted: string[];
}

/**
 * Runs one step and brings its outputs up to date.
 *
 * @param folder the root of the repository
 * @param check true writes nothing and only tells what differs
 * @throws Error when the step makes a file outside of its outputs, for nobody would ever delete it
 */
export async function generate(step: Step, folder: string, check: boolean): Promise<Outcome> {
  const scratch = mkdtempSync(join(tmpdir(), "renewal-generate-"));
  const made = await step.run(scratch).finally(() => rmSync(scratch, { recursive: true, force: true }));
  const stray = Object.keys(made).find((path) => !step.outputs.some((output) => isIn(path, output)));
  if (stray !== undefined) {
    throw new Error(`The step ${step.name} makes ${stray}. Name it, or its folder, in the step's outputs.`);
  }
  const changed = Object.entries(made).filter(([path, content]) => read(join(folder, path)) !== content);
  const stale = step.outputs.flatMap((output) => filesIn(folder, output)).filter((path) => !(path in made));
  if (!check) {
    for (const [path, content] of changed) write(join(folder, path), content);
    for (const path of stale) rmSync(join(folder, path));
  }
  const drifted = [...changed.map(([path]) => path), ...stale].sort();
  return { files: Object.keys(made).length, drifted };
}

function isIn(path: string, output: string): boolean {
  return path === output || path.startsWith(`${output}/`);
}

function filesIn(folder: string, output: string): string[] {
  const found = statSync(join(folder, output), { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) return [output];
  return readdirSync(join(folder, output)).flatMap((name) => filesIn(folder, posix.join(output, name)));
}

function read(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, "utf8") : undefined;
}

function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
