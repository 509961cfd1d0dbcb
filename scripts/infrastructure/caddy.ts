import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Daemon, startDaemon } from "./daemon.ts";
import { installDebianPackage } from "./debian.ts";
import { Missing } from "./missing.ts";
import { findProgram } from "./processes.ts";

/**
 * Starts a Caddy of its own, which keeps certificates and all else in a temporary folder.
 *
 * @param caddyfile the path of its configuration
 * @param environment what the configuration reads, given the free loopback port that it is to listen on
 * @throws {Missing} when there is no Caddy and it cannot be installed without asking
 * @throws Error with what it said when it refuses the configuration
 */
export function startCaddy(
  caddyfile: string,
  environment: (port: number) => Record<string, string>,
): Promise<Daemon> {
  const program = findCaddy();
  const folder = mkdtempSync(join(tmpdir(), "renewal-caddy-"));
  return startDaemon({
    name: "Caddy",
    program,
    url: (port) => `https://localhost:${port}`,
    parameters: () => ["run", "--config", caddyfile, "--adapter", "caddyfile"],
    environment: (port) => ({
      ...{ HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
      CADDY_ADMIN: `unix//${join(folder, "admin.sock")}`,
      ...environment(port),
    }),
    ready: /serving initial configuration/,
    portTaken: /address already in use/,
    folder,
  });
}

/** The path of Caddy; as root on Debian it is installed when it is missing. */
export function findCaddy(): string {
  const program = findProgram("caddy") ?? (installDebianPackage("caddy") ? findProgram("caddy") : undefined);
  if (program !== undefined) return program;
  const command = process.platform === "darwin" ? "brew install caddy" : "sudo apt-get install caddy";
  throw new Missing("Caddy (caddy on the PATH)", command);
}
