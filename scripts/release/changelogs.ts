import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** The packages that changesets do not know; each keeps a changelog beside its README. */
const languages: Readonly<Record<string, string>> = {
  Python: "packages/python/CHANGELOG.md",
  Java: "packages/java/CHANGELOG.md",
  Go: "packages/go/CHANGELOG.md",
};

const sizes = ["major", "minor", "patch"] as const;

/** What a changeset announces. */
export interface Announced {
  size: (typeof sizes)[number];
  /** The npm packages that it names. */
  packages: string[];
  text: string;
}

/** The changesets that wait for a release; `changeset version` deletes them, so ask before. */
export function announcedChanges(root: string): Announced[] {
  return globSync(".changeset/*.md", { cwd: root })
    .sort()
    .flatMap((file) => {
      const [, front, text = ""] =
        /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(join(root, file), "utf8")) ?? [];
      if (front === undefined) return [];
      const bumps = (parse(front) ?? {}) as Record<string, string>;
      const size = sizes.find((each) => Object.values(bumps).includes(each));
      return size === undefined ? [] : [{ size, packages: Object.keys(bumps), text: text.trim() }];
    });
}

/**
 * Writes a release into the changelog of each language. A change of the contract concerns all of them; one whose text
 * begins with a language, as in `Go: …`, concerns that one alone.
 */
export function writeChangelogs(root: string, version: string, changes: readonly Announced[]): void {
  for (const [language, file] of Object.entries(languages)) {
    const path = join(root, file);
    const older = existsSync(path) ? readFileSync(path, "utf8").replace(/^# Changelog\n+/, "") : "";
    const release = section(version, concerning(language, changes));
    writeFileSync(path, `# Changelog\n\n${release}\n${older === "" ? "" : `\n${older}`}`);
  }
}

function concerning(language: string, changes: readonly Announced[]): Announced[] {
  return changes.flatMap((change) => {
    const addressed = Object.keys(languages).find((each) => change.text.startsWith(`${each}: `));
    if (addressed === language) return [{ ...change, text: change.text.slice(language.length + 2) }];
    return addressed === undefined && change.packages.includes("@renewal/contract") ? [change] : [];
  });
}

function section(version: string, changes: readonly Announced[]): string {
  if (changes.length === 0)
    return `## ${version}\n\nNothing changed here; all packages carry one version number.`;
  const parts = sizes.flatMap((size) => {
    const items = changes
      .filter((change) => change.size === size)
      .map(({ text }) => `- ${text.replaceAll("\n", "\n  ").replaceAll(/^ +$/gm, "")}`);
    const title = `### ${size[0]?.toUpperCase()}${size.slice(1)} changes`;
    return items.length === 0 ? [] : [`${title}\n\n${items.join("\n")}`];
  });
  return `## ${version}\n\n${parts.join("\n\n")}`;
}
