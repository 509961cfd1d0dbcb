import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateKey } from "../../src/keys/key-pair.ts";

const cli = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));

/** A `renewal` command in a process of its own, in a folder of its own. */
export interface Command {
  process: ChildProcess;
  folder: string;
  stdout(): string;
  stderr(): string;
  /** The exit code, once it has ended by itself or by a signal. */
  ended(): Promise<number | null>;
  /** Ends it, if it runs, and deletes its folder. */
  discard(): Promise<void>;
}

export async function run(
  words: readonly string[],
  environment: Record<string, string> = {},
  folder?: string,
  program = cli,
): Promise<Command> {
  const cwd = folder ?? (await mkdtemp(join(tmpdir(), "renewal-command-")));
  const child = spawn(process.execPath, ["--conditions=renewal-source", program, ...words], {
    cwd,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.on("data", (chunk: Buffer) => {
      printed[name] += chunk.toString("utf8");
    });
  }
  const exit = once(child, "close") as Promise<[number | null]>;
  return {
    process: child,
    folder: cwd,
    stdout: () => printed.stdout,
    stderr: () => printed.stderr,
    ended: async () => (await exit)[0],
    async discard() {
      child.kill("SIGKILL");
      await exit;
      await rm(cwd, { recursive: true, force: true });
    },
  };
}

/** Waits until a server answers at the address, or has ended. */
export async function untilServing(url: string, command: Command): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.status === 200) return;
    if (command.process.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The server does not serve: ${command.stdout()}${command.stderr()}`);
}

/** For a server whose port must be known beforehand. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

const hexDigits = "0123456789abcdef";

/** An environment that production accepts: behind a proxy on this machine, with secrets of the test's own. */
export function production(): Record<string, string> {
  return {
    ...{ NODE_ENV: "production", PUBLIC_URL: "https://api.example.com", TRUSTED_PROXIES: "127.0.0.1" },
    ...{ GATEWAY: "sandbox", LOG_LEVEL: "warn", STOP_DELAY: "0" },
    WEBHOOK_SECRET: hexDigits.repeat(3),
    METRICS_TOKEN: hexDigits.repeat(2),
    JWT_PRIVATE_KEY: generateKey(),
  };
}

/** What a proxy that ends TLS says of its client. */
export const throughProxy = { "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https" };
