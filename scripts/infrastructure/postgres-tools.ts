import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { installDebianPackage } from "./debian.ts";
import { Missing } from "./missing.ts";
import { findProgram, isProgram } from "./processes.ts";

/**
 * The folder of a whole PostgreSQL, `pg_dump` and `pg_restore` included, which the npm package lacks; as root on Debian
 * it is installed when it is missing. `startPostgres` starts the server of the same version from it: `pg_dump` refuses
 * servers that are newer than itself.
 *
 * @throws {Missing} when there is none and it cannot be installed without asking
 */
export function findPostgresTools(): string {
  const found = look() ?? (installDebianPackage("postgresql") ? look() : undefined);
  if (found !== undefined) return found;
  const command =
    process.platform === "darwin" ? "brew install postgresql@18" : "sudo apt-get install postgresql";
  throw new Missing("PostgreSQL with pg_dump", command);
}

function look(): string | undefined {
  // Debian keeps the servers of all versions off the PATH.
  const installed = globSync("/usr/lib/postgresql/*/bin").sort((a, b) => versionOf(b) - versionOf(a));
  const onPath = findProgram("pg_dump");
  return [...installed, ...(onPath === undefined ? [] : [dirname(onPath)])].find(isWhole);
}

function versionOf(folder: string): number {
  return Number(/(\d+)\/bin$/.exec(folder)?.[1] ?? 0);
}

function isWhole(folder: string): boolean {
  return ["initdb", "postgres", "pg_dump", "pg_restore"].every((name) => isProgram(join(folder, name)));
}
