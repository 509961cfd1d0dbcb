import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { repositoryFiles } from "../../checks/text.ts";
import { root, workspaces } from "../../infrastructure/repository.ts";

/** The repository as it is now, in a folder of its own that a release may change, with what was built and installed. */
export function copyOfRepository(): string {
  const folder = mkdtempSync(join(tmpdir(), "renewal-release-"));
  for (const path of repositoryFiles()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  lendDependencies(folder);
  commitAll(folder);
  return folder;
}

/** Packages of others are links to ours; those of the repository are links into the copy. */
function lendDependencies(folder: string): void {
  mkdirSync(join(folder, "node_modules", "@renewal"), { recursive: true });
  for (const name of readdirSync(join(root, "node_modules")).filter((each) => each !== "@renewal"))
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  for (const workspace of workspaces(folder)) {
    symlinkSync(workspace.folder, join(folder, "node_modules", workspace.manifest.name));
    const built = workspace.folder.replace(folder, root);
    if (existsSync(join(built, "dist")))
      cpSync(join(built, "dist"), join(workspace.folder, "dist"), { recursive: true });
    if (existsSync(join(built, "node_modules")))
      symlinkSync(join(built, "node_modules"), join(workspace.folder, "node_modules"));
  }
}

/** Ties the packages of a copy to one registry: whatever npm is told otherwise, nothing of a trial gets out. */
export function tieToRegistry(folder: string, registry: string): void {
  for (const { folder: home, manifest } of workspaces(folder).filter((each) => !each.manifest.private)) {
    const publishConfig = { access: "public", registry };
    writeFileSync(join(home, "package.json"), JSON.stringify({ ...manifest, publishConfig }, undefined, 2));
  }
}

export function commitAll(folder: string): void {
  const author = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
  for (const words of [
    ["init", "-q"],
    ["add", "-A"],
    [...author, "commit", "-qm", "all"],
  ]) {
    const { status, stderr } = spawnSync("git", words, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`git ${words.join(" ")}: ${stderr}`);
  }
}

/** The only file of a folder that fits. */
export function only(folder: string, pattern: string): string {
  const found = globSync(pattern, { cwd: folder });
  if (found.length !== 1 || found[0] === undefined)
    throw new Error(`${found.length} files instead of one fit ${pattern}: ${found.join(", ")}`);
  return join(folder, found[0]);
}
