import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryFiles } from "../checks/text.ts";
import { blocksOf, fateOf, fates } from "../documents/blocks.ts";
import { brokenLinks } from "../documents/links.ts";
import { root } from "../infrastructure/repository.ts";

const documents = repositoryFiles().filter((path) => path.endsWith(".md"));

test("every link of every document leads to a file, and every anchor to a heading", () => {
  expect(documents.flatMap(brokenLinks)).toEqual([]);
  expect(documents.length).toBeGreaterThan(30);
});

test("every command and program of a document is run by a test, or its reason not to be is told", () => {
  const blocks = documents.flatMap(blocksOf);
  const untold = blocks.filter((block) => fateOf(block) === undefined);
  expect(untold.map(({ file, source }) => `${file}: ${source.split("\n")[0]}`)).toEqual([]);
  const used = new Set(blocks.map(fateOf));
  // A rule may wait for a document that is still being written, not for a block of one that is there.
  const idle = fates.filter((fate) => !used.has(fate) && documents.includes(fate.file));
  expect(idle.filter(({ file }) => blocksOf(file).length > 0)).toEqual([]);
});

test("every JSON of a document is JSON", () => {
  const blocks = documents.flatMap(blocksOf).filter(({ language }) => language === "json");
  // Some are whole, some are lines of one message each.
  for (const { file, source } of blocks)
    expect(
      isJson(source) ||
        source
          .trim()
          .split(/\n(?=\{)/)
          .every(isJson),
      file,
    ).toBe(true);
  expect(blocks.length).toBeGreaterThan(3);
});

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}

test("the tests that are said to run them are there", () => {
  for (const { file, ranBy, notRun } of fates) {
    expect(
      [ranBy, notRun].filter((one) => one !== undefined),
      file,
    ).toHaveLength(1);
    if (ranBy !== undefined) expect(existsSync(join(root, ranBy)), ranBy).toBe(true);
  }
  expect(readFileSync(join(root, "server/test/docs/guides.test.ts"), "utf8")).toContain("fateOf");
});
