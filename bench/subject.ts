import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Ready, Usage } from "./subjects/ready.ts";

/** Which server is measured, and how it is started. */
export interface Subject {
  name: string;
  title: string;
  file: string;
  arguments?: string[];
  environment?: Record<string, string>;
  cases: readonly string[];
}

export interface RunningSubject extends Ready {
  subject: Subject;
  /** Milliseconds from the start of the process until it told that it listens, with its tokens made. */
  startTime: number;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

const isPinned = process.platform === "linux" && spawnSync("taskset", ["-V"]).status === 0;

/** Keeps the load generator, this process, away from the processor of the servers. */
export function pinGenerator(): void {
  if (isPinned) spawnSync("taskset", ["-a", "-cp", "0", String(process.pid)]);
}

/** Starts a subject in a process of its own, on the second processor where there is one. */
export async function start(subject: Subject): Promise<RunningSubject> {
  const began = performance.now();
  const file = join(import.meta.dirname, "subjects", subject.file);
  const words = [process.execPath, "--conditions=renewal-source", file, ...(subject.arguments ?? [])];
  const [program = "", ...rest] = isPinned ? ["taskset", "-c", "1", ...words] : words;
  const child = spawn(program, rest, {
    env: { ...process.env, ...subject.environment },
    // Its log is written, and read by nobody.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ready = (await answer(child, subject)) as Ready;
  return {
    ...ready,
    subject,
    startTime: performance.now() - began,
    async usage() {
      child.send("usage");
      return (await answer(child, subject)) as Usage;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

/** What the subject says next. @throws Error when it ends instead */
async function answer(child: ChildProcess, { name }: Subject): Promise<unknown> {
  const done = new AbortController();
  const { signal } = done;
  const ended = once(child, "exit", { signal }).then(([code, by]) => {
    throw new Error(`${name} ended (${code ?? by}) before it had answered. Its last words stand above.`);
  });
  try {
    return (await Promise.race([
      once(child, "message", { signal }).then(([value]) => value),
      ended,
    ])) as unknown;
  } finally {
    ended.catch(() => undefined);
    done.abort();
  }
}
