import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { choose, findSuites, outsiders } from "../testing/suites.ts";

let base: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "renewal-suites-"));
  write("package.json", { workspaces: ["packages/first", "server"] });
  write("packages/first/package.json", { name: "@renewal/first", scripts: { test: "vitest run" } });
  write("server/package.json", {
    name: "@renewal/server",
    scripts: { test: "vitest run" },
    renewal: { needs: ["postgres", "redis"] },
  });
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

function write(path: string, json: unknown): void {
  mkdirSync(dirname(join(base, path)), { recursive: true });
  writeFileSync(join(base, path), JSON.stringify(json));
}

test("a workspace with a test script is a suite under its name without the scope", () => {
  expect(findSuites(base).map(({ name, counts }) => [name, counts])).toEqual([
    ["first", "vitest"],
    ["server", "vitest"],
  ]);
});

test("a workspace without a test script is no suite", () => {
  write("packages/first/package.json", { name: "@renewal/first", scripts: {} });
  expect(findSuites(base).map(({ name }) => name)).toEqual(["server"]);
});

test("the needs of a workspace stand in the field renewal of its package.json", () => {
  expect(findSuites(base).find(({ name }) => name === "server")?.needs).toEqual(["postgres", "redis"]);
});

test("a suite.json is a suite in any language, counted by its closing line", () => {
  write("packages/python/suite.json", { requires: ["python3"], command: ["bash", "test.sh"] });
  expect(findSuites(base).at(-1)).toMatchObject({
    name: "python",
    counts: "plain",
    requires: ["python3"],
    command: ["bash", "test.sh"],
    folder: join(base, "packages/python"),
  });
});

test("a package of which nothing is tested is named", () => {
  write("packages/java/suite.json", { command: ["mvn", "test"] });
  write("packages/forgotten/package.json", { name: "@renewal/forgotten" });
  expect(outsiders(base)).toEqual([join("packages", "forgotten")]);
});

test.each([
  ["a field that nobody knows", { command: ["true"], need: ["redis"] }, 'nothing is known of "need"'],
  ["a need that nobody provides", { command: ["true"], needs: ["kafka"] }, '"needs" may hold'],
  ["a command that is one text", { command: "bash test.sh" }, '"command" must be an array'],
  ["no command", {}, '"command" must be an array'],
  ["a time of zero", { command: ["true"], timeoutMinutes: 0 }, '"timeoutMinutes" must be'],
])("a suite.json with %s is refused with the place and the field", (_, json, message) => {
  write("packages/go/suite.json", json);
  expect(() => findSuites(base)).toThrow(message);
  expect(() => findSuites(base)).toThrow("suite.json");
});

test("without words every suite is chosen, with words those alone", () => {
  const suites = findSuites(base);
  expect(choose(suites, [])).toEqual(suites);
  expect(choose(suites, ["server"]).map(({ name }) => name)).toEqual(["server"]);
});

test("a word that names no suite is answered with the names that there are", () => {
  expect(() => choose(findSuites(base), ["serve"])).toThrow(
    'There is no suite "serve". There are: first, server.',
  );
});
