import { type ChildProcess, spawn } from "node:child_process";
import { signalTree } from "./processes.ts";

export interface Run {
  /** Program and parameters; a single text is a line for the shell. */
  command: readonly string[] | string;
  folder: string;
  environment?: Record<string, string>;
  /** `keep` gathers what it prints instead of passing it on; `both` does both. Absent: it prints where we print. */
  output?: "keep" | "both";
  timeoutMs?: number;
  /** Ends the process and all below it. */
  signal?: AbortSignal;
}

export interface Outcome {
  /** True when it ended by itself with code 0. */
  ok: boolean;
  /** "exit code 3", "signal SIGKILL", "not done after 15 minutes", … */
  ending: string;
  /** Empty unless kept. */
  output: string;
}

/** Runs a program to its end, without stdin, and never throws: a program that cannot be started has not ended well. */
export function run(task: Run): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = start(task);
    let output = "";
    let stopped: string | undefined;
    const stop = (reason: string) => {
      stopped ??= reason;
      if (child.pid !== undefined) signalTree(child.pid, "SIGKILL");
    };
    const abort = () => stop("interrupted");
    const limit = task.timeoutMs ?? Number.POSITIVE_INFINITY;
    const timer = Number.isFinite(limit)
      ? setTimeout(() => stop(`not done after ${Math.round(limit / 60_000)} minutes`), limit)
      : undefined;
    const settle = (ending: string, ok: boolean) => {
      clearTimeout(timer);
      task.signal?.removeEventListener("abort", abort);
      resolve({ ok: ok && stopped === undefined, ending: stopped ?? ending, output });
    };
    for (const [stream, ours] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ] as const) {
      stream?.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        if (task.output === "both") ours.write(chunk);
      });
    }
    child.once("error", (error) => settle(error.message, false));
    // Not `close`: a grandchild that outlives it and holds the pipe must not keep us waiting for ever.
    child.once("exit", (code, name) => {
      setTimeout(() => settle(name ? `signal ${name}` : `exit code ${code}`, code === 0), 50);
    });
    if (task.signal?.aborted) abort();
    task.signal?.addEventListener("abort", abort);
  });
}

function start(task: Run): ChildProcess {
  const shell = typeof task.command === "string";
  const [program = "", ...parameters] = shell ? [task.command as string] : task.command;
  return spawn(program, parameters, {
    cwd: task.folder,
    env: { ...process.env, ...task.environment },
    shell,
    stdio: task.output === undefined ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    // A group of its own: Ctrl-C reaches us alone, and we end it in order.
    detached: process.platform !== "win32",
  });
}
