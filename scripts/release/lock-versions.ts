import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { workspaces } from "../infrastructure/repository.ts";

type Entry = Record<string, unknown>;

/** What npm repeats of a workspace's package.json in the lock file. */
const repeated = ["version", "dependencies", "devDependencies", "peerDependencies"];

/** Brings the workspaces in package-lock.json up to their package.json: changesets leave it, and `npm ci` would refuse. */
export function carryIntoLock(root: string): void {
  const path = join(root, "package-lock.json");
  const lock = JSON.parse(readFileSync(path, "utf8")) as { packages: Record<string, Entry> };
  for (const { folder, manifest } of workspaces(root)) {
    const entry = lock.packages[relative(root, folder).replaceAll("\\", "/")];
    if (entry === undefined) throw new Error(`package-lock.json does not know ${manifest.name}. Run: npm i`);
    const now = manifest as unknown as Entry;
    for (const field of repeated) if (entry[field] !== undefined) entry[field] = now[field];
  }
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
}
