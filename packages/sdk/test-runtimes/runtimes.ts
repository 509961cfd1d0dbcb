import { execFile, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { chromiumArguments, findChromium } from "../../../scripts/infrastructure/chromium.ts";
import type { Consumer } from "./pack.ts";
import type { Page } from "./page.ts";
import type { Check } from "./run.ts";

const run = promisify(execFile);
const modules = join(import.meta.dirname, "node_modules");
const done = "everything holds";

export async function checkRuntimes(
  check: Check,
  consumer: Consumer,
  baseUrl: string,
  page: Page,
): Promise<void> {
  const { folder } = consumer;
  const words = (name: string) => JSON.stringify(name);
  const call = `(sdk, ${words(baseUrl)}, process.argv[2]).then(console.log)`;
  writeFileSync(
    join(folder, "main.mjs"),
    `import * as sdk from "@renewal/sdk"; import { renewAMembership } from "./scenario.mjs"; renewAMembership${call};`,
  );
  writeFileSync(
    join(folder, "main.cjs"),
    `const sdk = require("@renewal/sdk"); import("./scenario.mjs").then(({ renewAMembership }) => renewAMembership${call});`,
  );
  const program = async (path: string, ...parameters: string[]) => {
    const { stdout } = await run(path, parameters, { cwd: folder, timeout: 60_000 });
    if (!stdout.includes(done)) throw new Error(`It printed: ${stdout}`);
  };
  for (const version of [20, 22, 24, 26]) {
    const node = join(modules, `node${version}`, "bin", "node");
    await check(`Node ${version}, import`, () => program(node, "main.mjs", `node${version}-esm`));
    await check(`Node ${version}, require`, () => program(node, "main.cjs", `node${version}-cjs`));
  }
  const bun = join(modules, ".bin", "bun");
  const deno = join(modules, ".bin", "deno");
  await check("Bun, import", () => program(bun, "main.mjs", "bun-esm"));
  await check("Bun, require", () => program(bun, "main.cjs", "bun-cjs"));
  const flags = [
    "run",
    "--no-prompt",
    "--node-modules-dir=manual",
    "--allow-net=127.0.0.1",
    // Without --allow-env: what stands in no environment must not be missed.
    "--allow-read",
  ];
  await check("Deno, import", () => program(deno, ...flags, "main.mjs", "deno"));
  await check("workerd", () => inWorkerd(folder, baseUrl));
  const browser = await Promise.resolve()
    .then(findChromium)
    .catch(() => undefined);
  const missing = browser === undefined ? "there is no Chromium" : undefined;
  await check("Chromium", () => inChromium(browser ?? "", folder, baseUrl, page), missing);
}

/** One file with the installed package in it, as a bundler of an app makes it. */
async function bundled(folder: string, entry: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: folder },
    ...{ bundle: true, minify: true, format: "esm", platform: "browser", target: "es2022", write: false },
  });
  return outputFiles[0]?.text ?? "";
}

async function inWorkerd(folder: string, baseUrl: string): Promise<void> {
  const entry = `import * as sdk from "@renewal/sdk"; import { renewAMembership } from "./scenario.mjs";
    export default { fetch: async () => {
      try { return new Response(await renewAMembership(sdk, ${JSON.stringify(baseUrl)}, "workerd")); }
      catch (error) { return new Response(error.stack, { status: 500 }); }
    } };`;
  writeFileSync(join(folder, "worker.mjs"), await bundled(folder, entry));
  writeFileSync(
    join(folder, "workerd.capnp"),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (modules = [(name = "worker", esModule = embed "worker.mjs")], compatibilityDate = "2025-01-01")),
    (name = "internet", network = (allow = ["private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);`,
  );
  const port = await freePort();
  const parameters = ["serve", "workerd.capnp", "--socket-addr", `http=127.0.0.1:${port}`];
  const workerd = spawn(join(modules, ".bin", "workerd"), parameters, { cwd: folder, stdio: "ignore" });
  try {
    const answer = await eventually(() => fetch(`http://127.0.0.1:${port}/`));
    const text = await answer.text();
    if (text !== done) throw new Error(text);
  } finally {
    workerd.kill("SIGKILL");
  }
}

async function inChromium(
  executablePath: string,
  folder: string,
  baseUrl: string,
  served: Page,
): Promise<void> {
  const entry = `import * as sdk from "@renewal/sdk"; import { renewAMembership } from "./scenario.mjs";
    globalThis.outcome = renewAMembership(sdk, ${JSON.stringify(baseUrl)}, "chromium");`;
  served.script = await bundled(folder, entry);
  const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
  try {
    const page = await browser.newPage();
    await page.goto(served.origin, { waitUntil: "load" });
    const outcome = await page.evaluate("outcome.catch((error) => error.stack)");
    if (outcome !== done) throw new Error(String(outcome));
  } finally {
    await browser.close();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Tries for ten seconds. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
