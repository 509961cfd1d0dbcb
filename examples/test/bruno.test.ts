import { execFile, execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Renewal } from "@renewal/sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blocksOf } from "../../scripts/documents/blocks.ts";
import { operations } from "../../scripts/generate/document.ts";
import { type LiveServer, root, startLiveServer } from "./live.ts";

const tool = join(root, "examples/test/bruno-cli");
const bru = join(tool, "node_modules/.bin/bru");
const folder = mkdtempSync(join(tmpdir(), "renewal-bruno-"));
const webhookSecret = "the secret that the gateway of this test has";

let server: LiveServer;

beforeAll(async () => {
  install();
  // Four runs at once from one address are more than one person's.
  server = await startLiveServer({ WEBHOOK_SECRET: webhookSecret, RATE_LIMIT_PER_IP: "100000" });
}, 240_000);

afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Once for each content of the lock file. */
function install(): void {
  const [lock, installed] = [join(tool, "package-lock.json"), join(tool, "node_modules/.installed")];
  if (existsSync(installed) && readFileSync(installed).equals(readFileSync(lock))) return;
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  execFileSync("npm", ["ci", ...options], { cwd: tool, stdio: ["ignore", "ignore", "inherit"] });
  cpSync(lock, installed);
}

interface Result {
  name: string;
  status: string;
  request: { method: string; url: string };
  response: { status: number; data: { user_id?: string } };
  assertionResults: { lhsExpr: string; status: string }[];
}

let runs = 0;

/** Runs the collection, or a changed copy of it. */
async function runCollection(variables: Record<string, string>, collection = join(root, "examples/bruno")) {
  runs += 1;
  const report = join(folder, `report-${runs}.json`);
  const words = Object.entries(variables).flatMap(([name, value]) => ["--env-var", `${name}=${value}`]);
  const all = ["run", "--env", "local", "--env-var", `baseUrl=${server.url}`, ...words];
  const { code, said } = await shell(bru, [...all, "--reporter-json", report], collection);
  const [iteration] = JSON.parse(readFileSync(report, "utf8")) as { results: Result[] }[];
  return { code, said, results: iteration?.results ?? [] };
}

function shell(program: string, words: string[], cwd: string): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const child = execFile(program, words, { cwd, timeout: 60_000 }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, said: stdout + stderr }),
    );
  });
}

describe.concurrent("The Bruno collection, run by its own command against the live server,", {
  timeout: 90_000,
}, () => {
  test("asks every operation of the document, and every answer is as it says", async () => {
    const { code, said, results } = await runCollection({ webhookSecret });
    expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining("PASS") });
    expect(results.map(({ status }) => status)).toEqual(results.map(() => "pass"));
    const assertions = results.flatMap(({ assertionResults }) => assertionResults);
    expect(assertions.map(({ status }) => status)).toEqual(assertions.map(() => "pass"));
    const asked = results.map(({ request }) => `${request.method} ${new URL(request.url).pathname}`);
    const unasked = operations.filter(({ method, path }) => {
      const pattern = new RegExp(`^${method} /v1${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
      return !asked.some((one) => pattern.test(one));
    });
    expect(unasked.map(({ id }) => id)).toEqual([]);
    expect(await ordersOf(results.at(-1)?.response.data.user_id)).toEqual([
      ["ORD123457", "closed"],
      ["ORD123456", "paid"],
    ]);
  });

  test("passes as the README runs it, without the gateway's secret", async () => {
    const [block] = blocksOf("examples/README.md");
    const command = block?.source.replace("npx @usebruno/cli@4", bru) ?? "";
    const here = command.replace("--env local", `--env local --env-var baseUrl=${server.url}`);
    const { code, said } = await shell("bash", ["-euc", here], root);
    expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/12 Passed, 1 Skipped/) });
  });

  test("fails when the server answers otherwise", async () => {
    const { code, results } = await runCollection({ clientSecret: "another secret" });
    expect(code).toBe(1);
    expect(results[0]).toMatchObject({
      response: { status: 401 },
      assertionResults: [{ lhsExpr: "res.status", status: "fail" }],
    });
  });

  test("fails when nobody pays, after it has waited for it", async () => {
    const copy = join(folder, "unpaid");
    cpSync(join(root, "examples/bruno"), copy, { recursive: true });
    const [pay, get] = [join(copy, "07-sandbox.yml"), join(copy, "08-getPayment.yml")];
    writeFileSync(pay, readFileSync(pay, "utf8").replace("value: pay", "value: look"));
    writeFileSync(get, readFileSync(get, "utf8").replace("asked < 50", "asked < 3"));
    const { code, said } = await runCollection({}, copy);
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining("✕ the order is paid") });
    expect(said.match(/^08-getPayment/gm)).toHaveLength(3);
  });
});

async function ordersOf(userId: string | undefined): Promise<string[][]> {
  const merchant = new Renewal({
    ...{ baseUrl: `${server.url}/v1`, clientId: "demo", clientSecret: "demo-secret" },
  });
  const { data } = await merchant.payments.list();
  return data.filter(({ user_id }) => user_id === userId).map(({ order_id, status }) => [order_id, status]);
}
