// `npm run new-user`: goes the way of a new user in each language, in a clean clone and by the commands and programs that
// stand in the README and the quick starts, until the first order is paid on the checkout page; writes docs/new-user.md.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./infrastructure/repository.ts";
import { walk } from "./new-user/journey.ts";
import { journeys } from "./new-user/languages.ts";
import { report } from "./new-user/report.ts";

const changes = spawnSync("git", ["status", "--porcelain"], { cwd: root, encoding: "utf8" }).stdout.trim();
if (changes !== "") console.log("What is not committed yet is no part of the clone that this tries.");
const outcome = await walk(journeys);
writeFileSync(join(root, "docs", "new-user.md"), report(outcome));
for (const { language, commands, seconds } of outcome.languages)
  console.log(`${language}: ${commands} commands, ${seconds.toFixed(0)} s after the server was there`);
