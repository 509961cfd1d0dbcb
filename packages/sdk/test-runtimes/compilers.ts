import { execFile } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Consumer } from "./pack.ts";
import type { Check } from "./run.ts";

const run = promisify(execFile);
const resolutions = { node16: "node16", nodenext: "nodenext", bundler: "esnext" };

/** The programs of the type tests, as an ES module and as CommonJS, under every compiler and resolution. */
export async function checkCompilers(check: Check, { folder }: Consumer): Promise<void> {
  const source = join(import.meta.dirname, "..", "test", "types", "consumer.ts");
  for (const extension of ["mts", "cts"]) cpSync(source, join(folder, `consumer.${extension}`));
  for (const [moduleResolution, module] of Object.entries(resolutions)) {
    const options = {
      ...{ moduleResolution, module, target: "es2022", lib: ["ES2022", "DOM", "DOM.Iterable"], types: [] },
      ...{
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        skipLibCheck: false,
        noEmit: true,
      },
    };
    // A bundler's output is never CommonJS.
    const files = moduleResolution === "bundler" ? ["consumer.mts"] : ["consumer.mts", "consumer.cts"];
    writeFileSync(
      join(folder, `${moduleResolution}.json`),
      JSON.stringify({ compilerOptions: options, files }),
    );
  }
  for (const version of ["54", "59", "6", "7"]) {
    const compiler = join(import.meta.dirname, "node_modules", `typescript${version}`, "bin", "tsc");
    for (const resolution of Object.keys(resolutions)) {
      await check(
        `TypeScript ${version === "54" ? "5.4" : version === "59" ? "5.9" : version}, ${resolution}`,
        async () => {
          await run(process.execPath, [compiler, "-p", `${resolution}.json`], { cwd: folder }).catch(
            (error) => {
              throw new Error(error.stdout || error.message);
            },
          );
        },
      );
    }
  }
}
