import { cpSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import dockerIgnoreModule from "@balena/dockerignore";
import { repositoryFiles } from "../../scripts/checks/text.ts";
import { root } from "../../scripts/infrastructure/repository.ts";
import { run } from "../../scripts/infrastructure/run.ts";

export interface Instruction {
  word: string;
  rest: string;
}

export interface Stage {
  name: string;
  from: string;
  instructions: Instruction[];
}

export const dockerfile = fileURLToPath(new URL("../Dockerfile", import.meta.url));

/** The stages in their order; the last one is what becomes the image. */
export function stages(): Stage[] {
  const found: Stage[] = [];
  for (const { word, rest } of instructions(readFileSync(dockerfile, "utf8"))) {
    if (word === "FROM") {
      const [from = "", , name = "image"] = rest.split(" ");
      found.push({ name, from, instructions: [] });
    } else found.at(-1)?.instructions.push({ word, rest });
  }
  return found;
}

function instructions(text: string): Instruction[] {
  const lines = text
    .replaceAll(/^#.*\n/gm, "")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n");
  return lines
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [word = ""] = line.split(" ");
      return { word, rest: line.slice(word.length + 1) };
    });
}

/** What Docker would be given of the repository: what git knows, less what .dockerignore names. */
export function context(): string[] {
  const ignored = dockerIgnore().add(readFileSync(join(root, ".dockerignore"), "utf8"));
  return repositoryFiles().filter((path) => !ignored.ignores(path));
}

// Its types tell of a module that it is not.
const dockerIgnore = dockerIgnoreModule as unknown as typeof dockerIgnoreModule.default;

/** The folder that the image's files are under, inside it. */
const home = "/renewal";

/**
 * Makes every stage as Docker would, but in folders of this machine instead of images: its WORKDIR is a folder of its
 * own, and RUN runs there, with this machine's programs.
 *
 * @param into where the folders are made
 * @returns the folder of the last stage
 */
export async function build(into: string): Promise<string> {
  const folders = new Map<string, string>();
  let last = "";
  for (const stage of stages()) {
    last = join(into, stage.name);
    const before = folders.get(stage.from);
    if (before === undefined) mkdirSync(last);
    else cpSync(before, last, { recursive: true, verbatimSymlinks: true });
    for (const { word, rest } of stage.instructions) {
      if (word === "COPY") copy(rest, last, folders);
      if (word === "RUN" && !(await linked(rest, last))) await execute(rest, last);
    }
    folders.set(stage.name, last);
  }
  return last;
}

function copy(rest: string, folder: string, folders: ReadonlyMap<string, string>): void {
  const [, from, source = "", target = ""] = /^(?:--from=(\S+) )?(\S+) (\S+)$/.exec(rest) ?? [];
  if (from === undefined && source === ".") {
    for (const path of context()) place(join(root, path), join(folder, target, path));
    return;
  }
  const path =
    from === undefined ? join(root, source) : join(folders.get(from) as string, posix.relative(home, source));
  if (from === undefined && !context().includes(source))
    throw new Error(`${source} is not in the context: .dockerignore keeps it out.`);
  const isFile = statSync(path).isFile();
  place(
    path,
    isFile && target.endsWith("/") ? join(folder, target, posix.basename(source)) : join(folder, target),
  );
}

function place(source: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  cpSync(source, target, { recursive: true, verbatimSymlinks: true });
}

/** The command that installs all that the repository has, its tools included; it takes a minute or three. */
const wholeInstallation = "npm ci --no-audit";

/**
 * Has that command's outcome by links to what the same command has made here of the same lock file. With
 * RENEWAL_IMAGE=full it runs, as it does where links cannot lead to another disk.
 */
async function linked(command: string, folder: string): Promise<boolean> {
  if (command !== wholeInstallation || process.env.RENEWAL_IMAGE === "full") return false;
  const modules = join(folder, "node_modules");
  const { ok } = await run({
    command: ["cp", "-al", join(root, "node_modules"), modules],
    folder,
    output: "keep",
  });
  // What tools remember would be written to in both places.
  rmSync(ok ? join(modules, ".cache") : modules, { recursive: true, force: true });
  return ok;
}

async function execute(command: string, folder: string): Promise<void> {
  // Nothing of this repository's tools may be found from there.
  const environment = { PATH: `${dirname(process.execPath)}:${process.env.PATH}`, NODE_PATH: "" };
  const { ok, ending, output } = await run({ command, folder, environment, output: "keep" });
  if (!ok) throw new Error(`RUN ${command} has failed (${ending}):\n${output.slice(-3000)}`);
}
