import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Missing } from "../infrastructure/missing.ts";
import { root } from "../infrastructure/repository.ts";
import { runSuite, type Surrounded } from "../testing/run-suite.ts";
import type { Suite } from "../testing/suites.ts";

let folder: string;

beforeEach(() => {
  // The counts of planted suites must not stand in the output of the real run.
  vi.spyOn(console, "log").mockImplementation(() => {});
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  // Inside the repository, so that a planted suite finds Vitest.
  const cache = join(root, "scripts", ".cache");
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, "suite-"));
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function around(change: Partial<Surrounded> = {}): Surrounded {
  const provide = async () => ({ TEST_DATABASE_URL: "postgres://somewhere" });
  return { surroundings: { provide }, folder, abort: new AbortController().signal, strict: false, ...change };
}

/** A suite that is a line of JavaScript. */
function suite(code: string, change: Partial<Suite> = {}): Suite {
  const command = [process.execPath, "--eval", code];
  return {
    name: "planted",
    folder,
    command,
    counts: "plain",
    requires: [],
    needs: [],
    timeoutMinutes: 1,
    ...change,
  };
}

const prints = (line: string) => `console.log(${JSON.stringify(line)});`;

test("the last closing line that a suite prints is what counts", async () => {
  const code =
    prints("1 passed, 1 failed, 1 skipped") + prints("7 passed, 0 failed, 2 skipped") + prints("Bye.");
  const { counts } = await runSuite(suite(code), around());
  expect(counts).toEqual({ passed: 7, failed: 0, skipped: 2 });
});

test("a pattern with named groups adds up all its matches", async () => {
  const counts = "Tests run: (?<all>\\d+), passed (?<passed>\\d+), failed (?<failed>\\d+)";
  const code = prints("Tests run: 3, passed 3, failed 0") + prints("Tests run: 5, passed 4, failed 1");
  const result = await runSuite(suite(code, { counts }), around());
  expect(result.counts).toEqual({ passed: 7, failed: 1, skipped: 0 });
});

test("a suite that crashes before it counted has failed once", async () => {
  const { counts, remarks } = await runSuite(suite("process.exit(3)"), around());
  expect(counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(remarks).toEqual(["It ended without telling its counts (exit code 3)."]);
});

test("a suite that counts no failure and still ends badly has failed once", async () => {
  const { counts } = await runSuite(
    suite(`${prints("4 passed, 0 failed, 0 skipped")} process.exit(1)`),
    around(),
  );
  expect(counts).toEqual({ passed: 4, failed: 1, skipped: 0 });
});

test("a suite that runs no test has failed", async () => {
  const { counts } = await runSuite(suite(prints("0 passed, 0 failed, 0 skipped")), around());
  expect(counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("a suite whose program is not installed is skipped, and says which", async () => {
  const planted = suite(prints("1 passed, 0 failed, 0 skipped"), { requires: ["no-such-program"] });
  const { counts, remarks } = await runSuite(planted, around());
  expect(counts).toEqual({ passed: 0, failed: 0, skipped: 1 });
  expect(remarks.join()).toContain("no-such-program is not on the PATH");
});

test("a required command that does not succeed skips the suite", async () => {
  const planted = suite(prints("1 passed, 0 failed, 0 skipped"), { requires: [["sh", "-c", "exit 9"]] });
  expect((await runSuite(planted, around())).counts).toEqual({ passed: 0, failed: 0, skipped: 1 });
});

test("with CI=true what is skipped has failed", async () => {
  const code = prints("5 passed, 0 failed, 2 skipped");
  const { counts } = await runSuite(suite(code), around({ strict: true }));
  expect(counts).toEqual({ passed: 5, failed: 2, skipped: 0 });
});

test("a suite is told where the things are that it needs", async () => {
  const code =
    'console.log((process.env.TEST_DATABASE_URL === "postgres://somewhere" ? 1 : 0) + " passed, 0 failed, 0 skipped")';
  const { counts } = await runSuite(suite(code, { needs: ["postgres"] }), around());
  expect(counts.passed).toBe(1);
});

test("a thing that the machine lacks counts as skipped, and the other tests of the suite still run", async () => {
  const provide = () => Promise.reject(new Missing("Redis", "sudo apt-get install redis-server"));
  const code = prints("3 passed, 0 failed, 0 skipped");
  const { counts, remarks } = await runSuite(
    suite(code, { needs: ["redis"] }),
    around({ surroundings: { provide } }),
  );
  expect(counts).toEqual({ passed: 3, failed: 0, skipped: 1 });
  expect(remarks).toEqual(["Redis is missing on this machine. Run: sudo apt-get install redis-server"]);
});

test("a thing that is there and does not start fails the suite", async () => {
  const provide = () => Promise.reject(new Error("PostgreSQL did not start."));
  const code = prints("3 passed, 0 failed, 0 skipped");
  const { counts } = await runSuite(
    suite(code, { needs: ["postgres"] }),
    around({ surroundings: { provide } }),
  );
  expect(counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("a suite that hangs is ended when its time is over, with what it started", async () => {
  const code = `const child = require("node:child_process").spawn("sleep", ["60"], { detached: true, stdio: "ignore" });
    require("node:fs").writeFileSync("pid", String(child.pid)); setInterval(() => {}, 1000);`;
  const { counts, remarks } = await runSuite(suite(code, { timeoutMinutes: 0.02 }), around());
  expect(counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(remarks.join()).toContain("not done after");
  await expectGone(Number(readFileSync(join(folder, "pid"), "utf8")));
});

test.runIf(process.platform === "linux")("what a suite leaves running is ended", async () => {
  const code = `const child = require("node:child_process").spawn("sleep", ["60"], { detached: true, stdio: "ignore" });
    require("node:fs").writeFileSync("pid", String(child.pid)); child.unref();
    ${prints("1 passed, 0 failed, 0 skipped")}`;
  const { counts } = await runSuite(suite(code), around());
  expect(counts.passed).toBe(1);
  await expectGone(Number(readFileSync(join(folder, "pid"), "utf8")));
});

async function expectGone(pid: number): Promise<void> {
  expect(pid).toBeGreaterThan(0);
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 5000 });
}

/** A zombie, which nobody waits for any more, does not run. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readStatus(pid));
  } catch {
    return false;
  }
}

function readStatus(pid: number): string {
  return process.platform === "linux" ? readFileSync(`/proc/${pid}/status`, "utf8") : "";
}

test("of a Vitest suite tests are counted, a file that cannot be loaded as one, and what failed is named", async () => {
  const files: Record<string, string> = {
    "a.test.ts":
      'import { expect, test } from "vitest"; test("a", () => {}); test("b", () => expect(1).toBe(2));',
    "b.test.ts":
      'import { test } from "vitest"; test.skip("c", () => {}); test.todo("d"); test("e", () => {});',
    "c.test.ts": 'import "./is-not-there.ts";',
  };
  mkdirSync(join(folder, "test"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, "test", name), text);
  const planted = { ...suite(""), command: "exec >/dev/null 2>&1; vitest run", counts: "vitest" };
  const { counts, remarks } = await runSuite(planted, around());
  expect(counts).toEqual({ passed: 2, failed: 2, skipped: 2 });
  expect(remarks.sort()).toEqual([
    "✗ a.test.ts: b: AssertionError: expected 1 to be 2 // Object.is equality",
    expect.stringMatching(/^✗ c\.test\.ts: .*is-not-there/),
  ]);
}, 30_000);
