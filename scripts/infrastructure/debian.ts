import { spawnSync } from "node:child_process";
import { findProgram } from "./processes.ts";

let listsAreFresh = false;

/**
 * Installs a Debian package where that takes no question: as root, with apt-get on the PATH.
 * Answers whether it did; elsewhere it changes nothing.
 */
export function installDebianPackage(name: string): boolean {
  if (process.getuid?.() !== 0 || findProgram("apt-get") === undefined) return false;
  console.log(`${name} is missing and is being installed with apt-get.`);
  if (!listsAreFresh) listsAreFresh = apt("update");
  return listsAreFresh && apt("install", "-y", "--no-install-recommends", name);
}

function apt(...words: string[]): boolean {
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { status } = spawnSync("apt-get", ["-qq", "-o", "Dpkg::Use-Pty=0", ...words], {
    env: environment,
    stdio: ["ignore", "inherit", "inherit"],
    timeout: 10 * 60_000,
  });
  return status === 0;
}
