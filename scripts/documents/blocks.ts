import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readJson, root } from "../infrastructure/repository.ts";

/** A command or a program that stands in a document. */
export interface Block {
  /** From the root. */
  file: string;
  language: "bash" | "sh" | "ts" | "js" | "python" | "go" | "java" | "xml" | "json";
  source: string;
}

/** What becomes of blocks: a test that runs them, or the reason why none does. The first that fits counts. */
export interface Fate {
  /** A file, or the beginning of the names of several. */
  file: string;
  /** How the block begins; absent: any. */
  begins?: string;
  ranBy?: string;
  notRun?: string;
}

export const fates = readJson(join(root, "docs", "code-blocks.json")) as Fate[];

export function fateOf({ file, source }: Block): Fate | undefined {
  return fates.find((fate) => file.startsWith(fate.file) && source.trimStart().startsWith(fate.begins ?? ""));
}

/** The blocks of a document that can be run, in their order. */
export function blocksOf(file: string): Block[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/^( *)```(bash|sh|ts|js|python|go|java|xml|json)\n([\s\S]*?)^ *```/gm)].map(
    (found) => ({
      file,
      language: found[2] as Block["language"],
      source: found[3] as string,
    }),
  );
}
