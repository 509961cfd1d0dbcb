// `npm run demo`: builds, starts a server of its own on a free port with data that is thrown away, and runs every
// program in examples/ against it.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./infrastructure/daemon.ts";
import { root } from "./infrastructure/repository.ts";

/** How long the server may take to answer, in milliseconds. */
const patience = 20_000;

const built = spawnSync(process.execPath, ["scripts/build.ts", "--output-logs=errors-only"], {
  cwd: root,
  stdio: "inherit",
});
if (built.status !== 0) process.exit(built.status ?? 1);

const data = mkdtempSync(join(tmpdir(), "renewal-demo-"));
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const server = spawn(process.execPath, ["server/dist/cli.js", "start"], {
  cwd: root,
  env: {
    ...process.env,
    PORT: String(port),
    DATA_DIR: data,
    LOG_LEVEL: "warn",
    DATABASE_URL: "",
    REDIS_URL: "",
  },
  stdio: ["ignore", "ignore", "inherit"],
});
process.on("exit", () => server.kill("SIGKILL"));
let failed = 0;
try {
  await ready(server);
  for (const program of globSync("examples/*.ts", { cwd: root, exclude: ["**/*.config.ts"] }).sort()) {
    console.log(`\n━━ ${program}`);
    const { status } = spawnSync(process.execPath, [program], {
      cwd: root,
      env: { ...process.env, RENEWAL_BASE_URL: `${url}/v1` },
      stdio: "inherit",
      timeout: 60_000,
    });
    if (status !== 0) failed += 1;
  }
} finally {
  server.kill("SIGTERM");
  await new Promise((resolve) => server.once("exit", resolve));
  rmSync(data, { recursive: true, force: true });
}
if (failed > 0) console.error(`${failed} of the examples failed.`);
process.exitCode = failed > 0 ? 1 : 0;

async function ready(child: ChildProcess): Promise<void> {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    if (child.exitCode !== null) throw new Error("The server ended before it answered.");
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The server did not answer within ${patience / 1000} s.`);
}
