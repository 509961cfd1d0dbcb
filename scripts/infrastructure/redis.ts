import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Daemon, startDaemon } from "./daemon.ts";
import { installDebianPackage } from "./debian.ts";
import { Missing } from "./missing.ts";
import { findProgram } from "./processes.ts";

/**
 * Starts a Redis of its own on a free loopback port, empty, which writes nothing to the disk: one that was killed
 * comes back empty.
 *
 * @param settings redis.conf by name, for example `{ maxmemory: "1mb" }`
 * @throws {Missing} when there is no redis-server and it cannot be installed without asking
 */
export function startRedis(settings: Record<string, string> = {}): Promise<Daemon> {
  const program = findRedis();
  const password = randomBytes(16).toString("hex");
  const folder = mkdtempSync(join(tmpdir(), "renewal-redis-"));
  const fixed = {
    bind: "127.0.0.1",
    save: '""',
    appendonly: "no",
    requirepass: password,
    dir: `"${folder}"`,
  };
  return startDaemon({
    name: "Redis",
    program,
    url: (port) => `redis://:${password}@127.0.0.1:${port}`,
    // The settings go through stdin: on the command line every user of the machine could read the password.
    parameters: () => ["-"],
    input: (port) =>
      Object.entries({ port: String(port), ...fixed, ...settings })
        .map(([name, value]) => `${name} ${value}\n`)
        .join(""),
    ready: /Ready to accept connections/,
    portTaken: /Address already in use|bind: /,
    folder,
  });
}

/** The path of redis-server; as root on Debian it is installed when it is missing. */
export function findRedis(): string {
  const program =
    findProgram("redis-server") ??
    (installDebianPackage("redis-server") ? findProgram("redis-server") : undefined);
  if (program !== undefined) return program;
  const command = process.platform === "darwin" ? "brew install redis" : "sudo apt-get install redis-server";
  throw new Missing("Redis (redis-server on the PATH)", command);
}
