import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** How long a process may take to say what is waited for, in milliseconds. */
const patience = 40_000;

/** A process of a test, and what it says. */
export interface Program {
  said(): string;
  /** Waits for something that it says, and gives the first group of it. */
  find(pattern: RegExp): Promise<string>;
  /** The exit code, once it has ended by itself. */
  ended(): Promise<number | null>;
  stop(): Promise<void>;
}

export function start(command: readonly string[], environment: Record<string, string>): Program {
  const [name = "", ...words] = command;
  // A group of its own: what it starts, as npm does, is ended with it.
  const child = spawn(name, words, {
    ...{ cwd: root, detached: true, stdio: ["ignore", "pipe", "pipe"] },
    env: { ...process.env, ...environment },
  });
  const exit = once(child, "exit") as Promise<[number | null]>;
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  return {
    said: () => said,
    async find(pattern) {
      for (const end = Date.now() + patience; Date.now() < end; ) {
        const found = pattern.exec(said)?.[1];
        if (found !== undefined) return found;
        if (child.exitCode !== null) break;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`It never said ${pattern}, but: ${said}`);
    },
    ended: async () => (await exit)[0],
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      process.kill(-child.pid, "SIGKILL");
      await exit;
    },
  };
}

export interface LiveServer {
  url: string;
  stop(): Promise<void>;
}

/** The server as `npm run dev` starts it, with nothing kept, and allowed to notify programs on this machine. */
export async function startLiveServer(environment: Record<string, string> = {}): Promise<LiveServer> {
  const folder = mkdtempSync(join(tmpdir(), "renewal-example-"));
  const program = start(
    [process.execPath, "--conditions=renewal-source", join(root, "server/src/cli.ts"), "start"],
    {
      ...{ PORT: "0", DATA_DIR: folder, LOG_LEVEL: "error", NOTIFY_ALLOWED_HOSTS: "localhost,127.0.0.1" },
      ...{ DATABASE_URL: "", REDIS_URL: "", ...environment },
    },
  );
  return {
    url: await program.find(/(http:\/\/\S+)\/v1/),
    async stop() {
      await program.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
