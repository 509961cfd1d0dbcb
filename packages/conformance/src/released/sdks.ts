import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Command } from "../driver.ts";
import { pythonWith } from "../runners/roster.ts";

const folder = join(import.meta.dirname, "..", "..");
const released = join(folder, "released");
const cache = join(folder, ".cache", "released");

/** SDKs as they were released, by the names of their columns, with the runner whose driver speaks to them. */
export const releasedSdks: readonly { name: string; runner: string; prepare(): Command }[] = [
  {
    name: "typescript release",
    runner: "typescript",
    prepare() {
      const home = unpack("renewal-sdk-0.1.0.tgz", (tarball, to) =>
        execFileSync("tar", ["xzf", tarball, "-C", to]),
      );
      const RENEWAL_SDK = pathToFileURL(join(home, "package", "dist", "index.js")).href;
      const program = [process.execPath, "drivers/typescript/driver.ts"];
      return { program, folder, environment: { RENEWAL_SDK } };
    },
  },
  {
    name: "python release",
    runner: "python",
    prepare() {
      const unzip = (wheel: string, to: string) =>
        execFileSync("python3", ["-m", "zipfile", "-e", wheel, to]);
      return pythonWith(unpack("renewal-0.1.0-py3-none-any.whl", unzip));
    },
  },
];

/** Unpacked once for each content of the artefact. */
function unpack(name: string, work: (artefact: string, to: string) => void): string {
  const artefact = join(released, name);
  const home = join(cache, createHash("sha256").update(readFileSync(artefact)).digest("hex").slice(0, 16));
  if (existsSync(home)) return home;
  const half = `${home}.${process.pid}`;
  mkdirSync(half, { recursive: true });
  try {
    work(artefact, half);
    renameSync(half, home);
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
  return home;
}
