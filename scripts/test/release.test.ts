import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repositoryFiles } from "../checks/text.ts";
import { pathWithTools, root } from "../infrastructure/repository.ts";
import { compatibility, currentDocument, releasedDocument, withOasdiff } from "../release/compatibility.ts";
import { carriedVersions, npmVersion } from "../release/versions.ts";

/** The repository as it is now, in a folder of its own that a release may change. */
function copyOfRepository(): string {
  const folder = mkdtempSync(join(tmpdir(), "renewal-release-"));
  for (const path of repositoryFiles()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const words of [
    ["init", "-q"],
    ["add", "-A"],
    ["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "all"],
  ])
    spawnSync("git", words, { cwd: folder });
  return folder;
}

function release(folder: string, command: string) {
  return spawnSync("node", ["scripts/release.ts", command], {
    ...{ cwd: folder, encoding: "utf8", timeout: 120_000 },
    env: { ...process.env, PATH: pathWithTools(folder) },
  });
}

test("every language carries the version of the npm packages", () => {
  const versions = carriedVersions(root);
  expect(new Set(Object.values(versions))).toEqual(new Set([npmVersion(root)]));
  expect(Object.keys(versions)).toHaveLength(6);
});

describe("A release, tried on a copy of the repository", () => {
  let folder: string;
  beforeAll(() => {
    folder = copyOfRepository();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("takes up the changesets and brings one version into every package and language", {
    timeout: 180_000,
  }, () => {
    writeFileSync(
      join(folder, ".changeset", "planted.md"),
      '---\n"@renewal/sdk": major\n---\n\nA planted change.\n',
    );
    const { status, stdout, stderr } = release(folder, "version");
    expect({ status, stderr: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, stderr: "" });
    expect(npmVersion(folder)).toBe("1.0.0");
    expect(new Set(Object.values(carriedVersions(folder)))).toEqual(new Set(["1.0.0"]));
    expect(readFileSync(join(folder, "packages/sdk/src/generated/client.ts"), "utf8")).toContain(
      'version = "1.0.0"',
    );
    expect(readFileSync(join(folder, "packages/sdk/CHANGELOG.md"), "utf8")).toContain("A planted change.");
    expect(existsSync(join(folder, ".changeset", "planted.md"))).toBe(false);
    const read = (path: string) => readFileSync(join(folder, path), "utf8");
    expect(read(releasedDocument)).toBe(read(currentDocument));
  });
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
