import { basename } from "node:path";

/** How many tests ended how. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export const none: Counts = { passed: 0, failed: 0, skipped: 0 };

export function add(...all: readonly Counts[]): Counts {
  const total = { ...none };
  for (const counts of all) {
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  return total;
}

/** The line that ends every run: `N passed, N failed, N skipped`. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** What Vitest's JSON reporter writes, as far as it is read here. */
interface VitestReport {
  testResults?: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

/** Counts tests, and a file that could not even be loaded as one that failed. */
export function countVitest(json: string): Counts {
  const counts = { ...none };
  for (const file of (JSON.parse(json) as VitestReport).testResults ?? []) {
    const statuses = file.assertionResults.map((test) => test.status);
    const failed = statuses.filter((status) => status === "failed").length;
    counts.failed += file.status === "failed" ? Math.max(1, failed) : failed;
    counts.passed += statuses.filter((status) => status === "passed").length;
    counts.skipped += statuses.filter((status) => status !== "passed" && status !== "failed").length;
  }
  return counts;
}

/** What failed, each with the first line of its fault: who reads the end of a long output must find it there. */
export function failuresOfVitest(json: string): string[] {
  const firstLine = (text = "") => withoutColours(text).trim().split("\n")[0]?.slice(0, 300) ?? "";
  return ((JSON.parse(json) as VitestReport).testResults ?? []).flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === "failed");
    const where = basename(file.name);
    if (failed.length === 0 && file.status === "failed") return [`✗ ${where}: ${firstLine(file.message)}`];
    return failed.map(
      ({ fullName, failureMessages }) => `✗ ${where}: ${fullName}: ${firstLine(failureMessages[0])}`,
    );
  });
}

/** Reads the last closing line that a suite printed; undefined when it printed none. */
export function countPlain(output: string): Counts | undefined {
  const lines = [...withoutColours(output).matchAll(/^\s*(\d+) passed, (\d+) failed, (\d+) skipped\s*$/gm)];
  const [, passed, failed, skipped] = lines.at(-1) ?? [];
  if (passed === undefined) return undefined;
  return { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) };
}

/** Adds up the groups `passed`, `failed` and `skipped` of every match; undefined when nothing matches. */
export function countMatches(output: string, pattern: string): Counts | undefined {
  const matches = [...withoutColours(output).matchAll(new RegExp(pattern, "gm"))];
  if (matches.length === 0) return undefined;
  const number = (text: string | undefined) => Number(text ?? 0);
  return add(
    ...matches.map(({ groups = {} }) => ({
      passed: number(groups.passed),
      failed: number(groups.failed),
      skipped: number(groups.skipped),
    })),
  );
}

function withoutColours(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ESC is what begins a colour.
  return text.replaceAll(/\u001b\[[\d;]*[A-Za-z]/g, "").replaceAll("\r", "");
}
