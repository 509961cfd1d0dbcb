import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "../infrastructure/repository.ts";
import { run } from "../infrastructure/run.ts";

const folder = join(root, "packages/python");

/**
 * Runs a Python module of the pinned generating tools, in packages/python, where its configuration is.
 *
 * @throws Error when there is no Python, the tools cannot be installed, or the module fails
 */
export async function pythonTool(...words: string[]): Promise<void> {
  await must([join(await environment(), "bin", "python"), "-m", ...words]);
}

/** The tools are installed once for each content of their requirements. */
async function environment(): Promise<string> {
  const requirements = join(folder, "requirements-generate.txt");
  const version = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  const place = join(folder, ".cache", `generate-${version}`);
  if (existsSync(place)) return place;
  // Made beside and moved, so that two who need it at once do not build one over the other.
  const draft = `${place}.${process.pid}`;
  mkdirSync(join(folder, ".cache"), { recursive: true });
  await must(["python3", "-m", "venv", draft]);
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements];
  await must([join(draft, "bin", "python"), ...pip]);
  if (existsSync(place)) rmSync(draft, { recursive: true });
  else renameSync(draft, place);
  return place;
}

async function must(command: string[]): Promise<void> {
  const { ok, ending, output } = await run({ command, folder, output: "keep" });
  if (!ok) {
    throw new Error(`${command.join(" ")} failed (${ending}). It needs Python 3.10 with venv.\n${output}`);
  }
}
