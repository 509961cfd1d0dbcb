import { readdirSync, readFileSync } from "node:fs";
import { Application } from "typedoc";
import { expect, test } from "vitest";

const folder = new URL("../..", import.meta.url);
const readme = readFileSync(new URL("README.md", folder), "utf8");

test("the examples in the README are the files that the tests run", () => {
  const names = readdirSync(new URL("examples", folder)).filter((name) => name !== "handle.ts");
  expect(names).toHaveLength(6);
  for (const name of names) {
    expect([name, readme.includes(readFileSync(new URL(`examples/${name}`, folder), "utf8").trim())]).toEqual(
      [name, true],
    );
  }
});

test("the API reference is what the docstrings say now: otherwise run `npm run docs -w @renewal/sdk`", async () => {
  const out = new URL("node_modules/.reference/", folder).pathname;
  const application = await Application.bootstrapWithPlugins({ options: folder.pathname, out });
  const project = await application.convert();
  if (project === undefined) throw new Error("typedoc found no project.");
  await application.generateOutputs(project);
  const made = readFileSync(`${out}api.md`, "utf8");
  expect(readFileSync(new URL("docs/api.md", folder), "utf8")).toBe(made);
}, 60_000);
