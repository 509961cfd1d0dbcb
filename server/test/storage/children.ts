import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TestDatabase } from "./databases.ts";

export interface Said {
  steps?: string[];
  paid?: string;
  /** An order that was answered. */
  created?: string;
  error?: string;
  message?: string;
}

export interface Child {
  process: ChildProcess;
  /** Everything it said, once it has ended. */
  said: Promise<Said[]>;
}

/**
 * Starts a process that does something with the database, see child.ts.
 *
 * @param mostBlocks no file that it writes may grow beyond this, as on a disk that is full; 512 or 1024 bytes each
 */
export function startChild(
  task: "migrate" | "pay" | "create" | "createAndDie",
  database: Pick<TestDatabase, "location">,
  { tag = "", mostBlocks = 0 } = {},
): Child {
  const program = fileURLToPath(new URL("child.ts", import.meta.url));
  const words = ["--conditions=renewal-source", program, task, JSON.stringify(database.location), tag];
  const child =
    mostBlocks === 0
      ? spawn(process.execPath, words)
      : spawn("sh", ["-c", `ulimit -f ${mostBlocks}; exec "$0" "$@"`, process.execPath, ...words]);
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    if (!chunk.toString().includes("ExperimentalWarning")) process.stderr.write(chunk);
  });
  const said = new Promise<Said[]>((resolve) => {
    child.once("close", () => {
      // A process that was killed may leave half a line behind.
      const lines = output.slice(0, output.lastIndexOf("\n") + 1).split("\n");
      resolve(lines.filter(Boolean).map((line) => JSON.parse(line) as Said));
    });
  });
  return { process: child, said };
}
