// `npm run lock`: completes package-lock.json after `npm install`, so that `npm ci` works on every platform. The folders of
// tools that a package installs on demand have lock files of their own.
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filled, gaps, type LockFile } from "./checks/lock-file.ts";
import { root } from "./infrastructure/repository.ts";

for (const name of globSync(["package-lock.json", "{packages,examples}/*/*/package-lock.json"], {
  cwd: root,
}).sort()) {
  const path = join(root, name);
  const lock = JSON.parse(readFileSync(path, "utf8")) as LockFile;
  const missing = gaps(lock);
  if (missing.length > 0) writeFileSync(path, `${JSON.stringify(filled(lock), null, 2)}\n`);
  console.log(`${name}: ${missing.length} entries for other platforms added.`);
}
