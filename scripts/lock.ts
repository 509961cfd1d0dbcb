// `npm run lock`: completes package-lock.json after `npm install`, so that `npm ci` works on every platform.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filled, gaps, type LockFile } from "./checks/lock-file.ts";
import { root } from "./infrastructure/repository.ts";

const path = join(root, "package-lock.json");
const lock = JSON.parse(readFileSync(path, "utf8")) as LockFile;
const missing = gaps(lock);
if (missing.length > 0) writeFileSync(path, `${JSON.stringify(filled(lock), null, 2)}\n`);
console.log(`package-lock.json: ${missing.length} entries for other platforms added.`);
