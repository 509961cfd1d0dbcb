import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../../infrastructure/repository.ts";
import {
  compatibility,
  currentDocument,
  releasedDocument,
  withOasdiff,
} from "../../release/compatibility.ts";
import { carriedVersions, npmVersion } from "../../release/versions.ts";

test("every language carries the version of the npm packages", () => {
  const versions = carriedVersions(root);
  expect(new Set(Object.values(versions))).toEqual(new Set([npmVersion(root)]));
  expect(Object.keys(versions)).toHaveLength(11);
});

/** Two documents side by side, as the gate finds them, and perhaps a changeset. */
function documents(change: (text: string) => string, changeset?: string): string {
  const folder = mkdtempSync(join(tmpdir(), "renewal-gate-"));
  const text = readFileSync(join(root, currentDocument), "utf8");
  for (const [path, content] of [
    [releasedDocument, text],
    [currentDocument, change(text)],
  ] as const) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  if (changeset !== undefined) writeFileSync(join(folder, ".changeset", "one.md"), changeset);
  return folder;
}

const hasGo = spawnSync("go", ["version"]).status === 0;

describe.skipIf(!hasGo)("The gate between a release and the next", () => {
  test("refuses what breaks clients unless a major version is announced, and lets additions pass", {
    timeout: 300_000,
  }, async () => {
    const removed = (text: string) => text.replace("/membership:", "/memberships-moved:");
    const first = (text: string, found: string, instead: string) => {
      expect(text).toContain(found);
      return text.replace(found, () => instead);
    };
    const list = "        - order_id\n        - amount\n      properties:\n";
    const required = (text: string) =>
      first(text, list, list.replace("- amount", "- amount\n        - subject"));
    const added = (text: string) => first(text, list, `${list}        planted:\n          type: string\n`);
    const major = '---\n"@renewal/sdk": major\n---\n\nMoved.\n';
    const minor = '---\n"@renewal/sdk": minor\n---\n\nMore.\n';
    const folders = [
      documents((text) => text),
      documents(removed),
      documents(required, minor),
      documents(removed, major),
      documents(added),
    ];
    const [today, ...verdicts] = await withOasdiff(root, (oasdiff) =>
      Promise.all([root, ...folders].map((folder) => compatibility(folder, oasdiff))),
    );
    expect(today?.announced ? [] : today?.breaking, "the document of this repository").toEqual([]);
    for (const folder of folders) rmSync(folder, { recursive: true });
    expect(verdicts.map(({ breaking, announced }) => [breaking.length > 0, announced])).toEqual([
      [false, false],
      [true, false],
      [true, false],
      [true, true],
      [false, false],
    ]);
  });
});
