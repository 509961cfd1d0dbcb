import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";

export interface ProcessEntry {
  pid: number;
  parent: number;
  group: number;
}

/** Every process of the machine. Read from /proc where there is one: slim images have no `ps`. */
export function processTable(): ProcessEntry[] {
  if (!existsSync("/proc/self/stat")) return tableFromPs();
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = readOrNothing(`/proc/${name}/stat`);
      // The second field is the program's name in parentheses, and may itself contain spaces and parentheses.
      const [, parent, group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return stat === "" ? [] : [{ pid: Number(name), parent: Number(parent), group: Number(group) }];
    });
}

function tableFromPs(): ProcessEntry[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,pgid="], { encoding: "utf8" });
  return (stdout ?? "")
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid, parent, group]) =>
      pid !== undefined && parent !== undefined && group !== undefined ? [{ pid, parent, group }] : [],
    );
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // It ended while we were looking.
  }
}

/** The processes below the given ones, children before grandchildren. */
export function descendants(roots: readonly number[], table = processTable()): number[] {
  const found = table.filter((entry) => roots.includes(entry.parent)).map((entry) => entry.pid);
  return found.length === 0 ? [] : [...found, ...descendants(found, table)];
}

/** The processes whose environment, as they were started, held this variable with this value. Linux only. */
export function markedProcesses(variable: string, value: string): number[] {
  if (!existsSync("/proc/self/environ")) return [];
  return processTable()
    .map((entry) => entry.pid)
    .filter((pid) => readOrNothing(`/proc/${pid}/environ`).split("\0").includes(`${variable}=${value}`));
}

/** Sends the signal; a process that is gone already is fine. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Signals a process and all that descends from it; the parent first, so that no child is born in between. */
export function signalTree(pid: number, name: NodeJS.Signals): void {
  const before = descendants([pid]);
  signal(pid, name);
  for (const child of new Set([...before, ...descendants([pid, ...before])])) signal(child, name);
}

/** The full path of a program on the PATH, or undefined. */
export function findProgram(name: string): string | undefined {
  const extensions = process.platform === "win32" ? [".exe", ".cmd", ".bat", ""] : [""];
  return (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => extensions.map((extension) => join(folder, name + extension)))
    .find(isProgram);
}

export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
