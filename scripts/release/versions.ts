import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Manifest, readJson } from "../infrastructure/repository.ts";

/** Where a version stands outside of the npm packages; the group is the version. */
const places: readonly { file: string; pattern: RegExp }[] = [
  { file: "packages/python/src/renewal/_version.py", pattern: /^__version__ = "([^"]+)"$/m },
  { file: "packages/go/version.go", pattern: /^const Version = "([^"]+)"$/m },
  {
    file: "packages/java/pom.xml",
    pattern: /<artifactId>renewal-sdk<\/artifactId>\s*<version>([^<]+)<\/version>/,
  },
  {
    file: "packages/java/examples/pom.xml",
    pattern: /<artifactId>renewal-sdk<\/artifactId>\s*<version>([^<]+)<\/version>/,
  },
  {
    file: "packages/java/README.md",
    pattern: /<artifactId>renewal-sdk<\/artifactId>\s*<version>([^<]+)<\/version>/,
  },
  { file: "packages/java/src/main/java/com/renewal/internal/Version.java", pattern: /VERSION = "([^"]+)"/ },
  {
    file: "docs/guides/java.md",
    pattern: /<artifactId>renewal-sdk<\/artifactId>\s*<version>([^<]+)<\/version>/,
  },
  { file: "docs/guides/go.md", pattern: /-require example\.com\/renewal@v(\S+)/ },
  { file: "packages/go/README.md", pattern: /-require example\.com\/renewal@v(\S+)/ },
  {
    file: "packages/conformance/drivers/java/Driver.java",
    pattern: /"sdk", "java", "version", "([^"]+)"/,
  },
  {
    file: "packages/conformance/drivers/typescript/driver.ts",
    pattern: /sdk: "typescript", version: "([^"]+)"/,
  },
];

/** The version that changesets keep: all npm packages carry the same one. */
export function npmVersion(root: string): string {
  return (readJson(join(root, "packages/sdk/package.json")) as Manifest & { version: string }).version;
}

/**
 * The version in each place, by its file.
 *
 * @throws Error when a place has none any more
 */
export function carriedVersions(root: string): Record<string, string> {
  return Object.fromEntries(places.map(({ file, pattern }) => [file, found(root, file, pattern).version]));
}

/** Writes the version of the npm packages into every other place. */
export function carryVersion(root: string): void {
  const version = npmVersion(root);
  for (const { file, pattern } of places) {
    const { text, whole, version: old } = found(root, file, pattern);
    writeFileSync(
      join(root, file),
      text.replace(whole, () => whole.replace(old, () => version)),
    );
  }
}

function found(
  root: string,
  file: string,
  pattern: RegExp,
): { text: string; whole: string; version: string } {
  const text = readFileSync(join(root, file), "utf8");
  const match = pattern.exec(text);
  if (match?.[1] === undefined)
    throw new Error(
      `${file} has no version where scripts/release/versions.ts looks for it. Correct the pattern.`,
    );
  return { text, whole: match[0], version: match[1] };
}
