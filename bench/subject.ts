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
  /** Whether it has as many processors as there are, the load generator's among them. */
  onAllProcessors?: boolean;
  /** Makes what the server needs, and answers the environment that names it. */
  prepare?(): Promise<Record<string, string>>;
  cases: readonly string[];
}

export interface RunningSubject {
  subject: Subject;
  url: string;
  /** Access tokens of as many members; none where none is asked for. */
  tokens: string[];
  /** The token of their merchant, as a list of one; none where none is asked for. */
  merchantTokens: string[];
  /** What the gateway signs its notifications with, where there are any. */
  webhookSecret: string;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

/** The processors that this process may use, as Linux tells them; none where it does not. */
const processors = processorsOf(spawnSync("taskset", ["-cp", `${process.pid}`], { encoding: "utf8" }).stdout);
const [ofGenerator, ofServers] = processors;

/** Reads `pid 4120's current affinity list: 0-2,5`. */
function processorsOf(told: string | null): number[] {
  const ranges = (told ?? "").split(": ")[1]?.trim().split(",") ?? [];
  return ranges.flatMap((range) => {
    const [first = 0, last = first] = range.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

/** Keeps the load generator, this process, away from the processor of the servers. */
export function pinGenerator(): void {
  if (ofServers !== undefined) spawnSync("taskset", ["-a", "-cp", `${ofGenerator}`, `${process.pid}`]);
}

/** Starts a subject in a process of its own, on the second processor where there is one. */
export async function start(subject: Subject): Promise<RunningSubject> {
  const environment = await subject.prepare?.();
  const file = join(import.meta.dirname, "subjects", subject.file);
  const words = [process.execPath, "--conditions=renewal-source", file, ...(subject.arguments ?? [])];
  const [program = "", ...rest] =
    ofServers === undefined || subject.onAllProcessors ? words : ["taskset", "-c", `${ofServers}`, ...words];
  const child = spawn(program, rest, {
    env: { ...process.env, ...environment },
    // Its log is written, and read by nobody.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const { url, client, tokens = [], webhookSecret = "" } = (await answer(child, subject)) as Ready;
  return {
    ...{ subject, url, webhookSecret },
    tokens: client === undefined ? tokens : await tokensOf(url, client),
    merchantTokens: client === undefined ? [] : [await tokenOf(url, client)],
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

type Client = NonNullable<Ready["client"]>;

/**
 * Tokens of 50 members, asked for from here: a server whose own process had made these fifty calls at once kept the garbage
 * of every later request for a second, and paid a fifth more for each.
 */
function tokensOf(url: string, client: Client): Promise<string[]> {
  const members = Array.from({ length: 50 }, (_, number) => `user_${number}`);
  return Promise.all(members.map((user_id) => tokenOf(url, { ...client, user_id })));
}

async function tokenOf(url: string, who: Client & { user_id?: string }): Promise<string> {
  const response = await fetch(`${url}/v1/auth/token`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Forwarded-Proto": "https" },
    body: JSON.stringify({ grant_type: "client_credentials", ...who }),
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`No token: POST /auth/token answered ${response.status}.`);
  return token;
}
