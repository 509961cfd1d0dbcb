import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { contract } from "../generate/contract.ts";
import { generate } from "../generate/generate.ts";
import { literal } from "../generate/literal.ts";
import { openapi30 } from "../generate/openapi-30.ts";
import type { Step } from "../generate/step.ts";
import { pathWithTools, root } from "../infrastructure/repository.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "renewal-generate-test-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function step(files: Record<string, string>, outputs = ["made", "table.gen.go"]): Step {
  return { name: "planted", outputs, run: async () => files };
}

function write(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function read(path: string): string {
  return readFileSync(join(folder, path), "utf8");
}

describe("npm run generate", () => {
  test("writes what is missing or differs, and tells which files", async () => {
    write("made/old.ts", "old");
    const files = { "made/old.ts": "new", "made/deep/a.ts": "a", "table.gen.go": "table" };
    const outcome = await generate(step(files), folder, false);
    expect(outcome).toEqual({ files: 3, drifted: ["made/deep/a.ts", "made/old.ts", "table.gen.go"] });
    expect([read("made/old.ts"), read("made/deep/a.ts"), read("table.gen.go")]).toEqual([
      "new",
      "a",
      "table",
    ]);
    expect((await generate(step(files), folder, false)).drifted).toEqual([]);
  });

  test("deletes what it made once and makes no more, and touches nothing beside it", async () => {
    write("made/a.ts", "a");
    write("made/deep/gone.ts", "of last year");
    write("written-by-hand.ts", "mine");
    expect((await generate(step({ "made/a.ts": "a" }), folder, false)).drifted).toEqual([
      "made/deep/gone.ts",
    ]);
    expect(readdirSync(join(folder, "made", "deep"))).toEqual([]);
    expect(read("written-by-hand.ts")).toBe("mine");
  });

  test("gives a step an empty folder, and leaves nothing of it, even when the step fails", async () => {
    let scratch = "";
    const failing: Step = {
      ...step({}),
      run: async (given) => {
        scratch = given;
        writeFileSync(join(given, "a"), "a");
        throw new Error("The generator is not installed.");
      },
    };
    await expect(generate(failing, folder, false)).rejects.toThrow("The generator is not installed.");
    expect(() => readdirSync(scratch)).toThrow("ENOENT");
  });

  test("refuses a step that writes where nobody would clean up", async () => {
    await expect(generate(step({ "elsewhere/a.ts": "a" }), folder, false)).rejects.toThrow(
      "The step planted makes elsewhere/a.ts. Name it, or its folder, in the step's outputs.",
    );
  });
});

describe("npm run generate -- --check", () => {
  test("tells what differs, is missing or is left over, and writes nothing", async () => {
    write("made/edited.ts", "by hand");
    write("made/left.ts", "over");
    const files = { "made/edited.ts": "generated", "made/missing.ts": "generated" };
    expect((await generate(step(files), folder, true)).drifted).toEqual([
      "made/edited.ts",
      "made/left.ts",
      "made/missing.ts",
    ]);
    expect(readdirSync(join(folder, "made")).sort()).toEqual(["edited.ts", "left.ts"]);
    expect(read("made/edited.ts")).toBe("by hand");
  });

  test("a line end changed in a generated file is a difference", async () => {
    write("made/a.ts", "a\r\n");
    expect((await generate(step({ "made/a.ts": "a\n" }), folder, true)).drifted).toEqual(["made/a.ts"]);
  });
});

describe("the command", () => {
  function run(...words: string[]) {
    const script = join(root, "scripts", "generate", "run.ts");
    const env = { ...process.env, PATH: pathWithTools() };
    return spawnSync(process.execPath, [script, ...words], { encoding: "utf8", env });
  }

  test("finds what is committed up to date", () => {
    const { status, stdout, stderr } = run("--check", "--only", "contract", "--only", "openapi-3.0");
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("Nothing has changed.");
  });

  test("makes one part with --only, from any folder", () => {
    const { status, stdout } = run("--check", "--only", "openapi-3.0");
    expect([status, stdout]).toEqual([0, "openapi-3.0: 1 file\nNothing has changed.\n"]);
  });

  test("names the parts to whoever asks for another", () => {
    const { status, stderr } = run("--only", "contract", "--only", "cobol");
    expect(status).toBe(1);
    expect(stderr).toMatch(/^There is no part named cobol\. The parts are: contract, openapi-3\.0/);
  });
});

test("the same document gives the same bytes each time", async () => {
  const twice = await Promise.all([contract.run(folder), contract.run(folder)]);
  expect(twice[0]).toEqual(twice[1]);
  expect(await openapi30.run(folder)).toEqual(await openapi30.run(folder));
});

test("no generated file knows the machine or the day on which it was made", async () => {
  const all = Object.values({ ...(await contract.run(folder)), ...(await openapi30.run(folder)) }).join("\n");
  expect(all).not.toContain(root);
  expect(all).not.toContain("node_modules");
  expect(all).not.toContain(new Date().toISOString().slice(0, 10));
});

test("a JSON value is the same value as TypeScript source", () => {
  const value = {
    plain: 1,
    "with-dash": [true, null, 'a "quote" and a \\ and a \n'],
    200: { long: "x".repeat(120), empty: {}, none: [] },
    "007": "not a number",
  };
  const source = literal(value);
  expect(new Function(`return ${source}`)()).toEqual(value);
  expect(source).toContain("\n  200: {\n");
  expect(source).toContain('"007":');
});
