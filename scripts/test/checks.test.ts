import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { filled, gaps, type LockFile } from "../checks/lock-file.ts";
import { textFaults } from "../checks/text.ts";
import { root } from "../infrastructure/repository.ts";

describe("a text of the repository", () => {
  test.each([
    ["a registry of npm", ["registry", "npmjs", "org"].join(".")],
    ["a registry of Python", `https://${["files", "pythonhosted", "org"].join(".")}/x`],
    ["a registry of Maven", `<url>https://${["repo", "maven", "apache", "org"].join(".")}</url>`],
    ["a proxy of Go", `GOPROXY=https://${["proxy", "golang", "org"].join(".")},direct`],
    ["the home of root", `see ${["", "root", ".config"].join("/")}`],
    ["a checkout", `"${["", "work", "main", "x.ts"].join("/")}"`],
  ])("may not name %s, and the line is told", (_, line) => {
    expect(textFaults("README.md", `fine\n${line}\n`)).toEqual([
      expect.stringMatching(/^README\.md:2: names /),
    ]);
  });

  test.each([
    "https://maven.apache.org/POM/4.0.0",
    "node_modules/work/root/x",
    "./work/notes.md",
    "https://example.com/work/1",
  ])("may say %s", (line) => {
    expect(textFaults("README.md", line)).toEqual([]);
  });
});

describe("a source file", () => {
  const lines = (count: number) => "x\n".repeat(count);

  test("may have 250 lines and not 251", () => {
    expect(textFaults("server/src/http/a.ts", lines(250))).toEqual([]);
    expect(textFaults("server/src/http/a.ts", lines(251))).toEqual([
      expect.stringContaining("has 251 lines"),
    ]);
  });

  test.each([
    "packages/contract/src/generated/types.ts",
    "server/test/a.test.ts",
    "packages/sdk/src/types.gen.ts",
  ])("may be longer as %s", (path) => expect(textFaults(path, lines(900))).toEqual([]));
});

describe("the lock file", () => {
  const lock: LockFile = {
    packages: {
      "": {},
      "node_modules/tool": {
        version: "2.0.0",
        dev: true,
        optionalDependencies: {
          "@tool/darwin-arm64": "2.0.0",
          "@tool/linux-x64-musl": "2.0.0",
          "@tool/windows-64": "2.0.0",
        },
      },
      "node_modules/@tool/darwin-arm64": { version: "2.0.0", dev: true, optional: true },
    },
  };

  test("gets an entry for each platform that a package pins and npm left out", () => {
    const { packages } = filled(lock);
    expect(packages["node_modules/@tool/linux-x64-musl"]).toEqual({
      version: "2.0.0",
      cpu: ["x64"],
      dev: true,
      libc: ["musl"],
      optional: true,
      os: ["linux"],
    });
    expect(packages["node_modules/@tool/windows-64"]).toMatchObject({ cpu: ["x64"], os: ["win32"] });
    expect(gaps(filled(lock))).toEqual([]);
  });

  test("keeps what it has, and the order of npm", () => {
    const { packages } = filled(lock);
    expect(packages).toMatchObject(lock.packages);
    expect(Object.keys(packages)).toEqual(Object.keys(packages).toSorted((a, b) => a.localeCompare(b, "en")));
  });

  test("puts another version of the same package beside its parent", () => {
    const other = { version: "1.0.0", optionalDependencies: { "@tool/darwin-arm64": "1.0.0" } };
    const { packages } = filled({ packages: { ...lock.packages, "node_modules/old": other } });
    expect(packages["node_modules/old/node_modules/@tool/darwin-arm64"]?.version).toBe("1.0.0");
  });

  test("is not completed by guessing: a name that tells no platform is refused", () => {
    const strange = { "node_modules/x": { version: "1.0.0", optionalDependencies: { "x-native": "1.0.0" } } };
    expect(() => filled({ packages: strange })).toThrow("x-native does not tell its platform");
  });

  test("of this repository names no address of a registry", () => {
    expect(readFileSync(join(root, "package-lock.json"), "utf8")).not.toMatch(/"resolved": "https?:/);
  });
});
