import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Missing } from "../infrastructure/missing.ts";
import { descendants, findProgram, markedProcesses, signal } from "../infrastructure/processes.ts";
import { pathWithTools, quietTools } from "../infrastructure/repository.ts";
import { type Outcome, run } from "../infrastructure/run.ts";
import { add, type Counts, countMatches, countPlain, countVitest, failuresOfVitest, none } from "./counts.ts";
import type { Surroundings } from "./needs.ts";
import type { Suite } from "./suites.ts";

export interface Surrounded {
  surroundings: Pick<Surroundings, "provide">;
  /** For temporary files; deleted at the end of the whole run. */
  folder: string;
  abort: AbortSignal;
  /** On a CI machine everything has to be there: what is skipped has failed. */
  strict: boolean;
}

export interface Result {
  counts: Counts;
  /** What there is to say beyond the counts, each a sentence for the reader of the summary. */
  remarks: string[];
}

/** Runs one suite in its surroundings. A suite that crashes or runs no test has failed once. */
export async function runSuite(suite: Suite, around: Surrounded): Promise<Result> {
  const result = await attempt(suite, around);
  if (!around.strict || result.counts.skipped === 0) return result;
  const { passed, failed, skipped } = result.counts;
  return {
    counts: { passed, failed: failed + skipped, skipped: 0 },
    remarks: [
      ...result.remarks,
      `${skipped} skipped: with CI=true nothing may be skipped, so this has failed.`,
    ],
  };
}

async function attempt(suite: Suite, around: Surrounded): Promise<Result> {
  const absent = await missingRequirement(suite);
  if (absent !== undefined) {
    return { counts: { ...none, skipped: 1 }, remarks: [`The whole suite is skipped: ${absent}`] };
  }
  const { environment, lacking, broken } = await provideNeeds(suite, around);
  const before = { ...none, skipped: lacking.length, failed: broken.length };
  if (broken.length > 0) return { counts: before, remarks: [...lacking, ...broken] };

  const report = join(around.folder, `${suite.name}.json`);
  const outcome = await execute(suite, around, environment, report);
  const { counts, remark } = judge(suite, outcome, report);
  return {
    counts: add(before, counts),
    remarks: [...lacking, ...(remark ? [remark] : []), ...failures(suite, report)],
  };
}

async function missingRequirement(suite: Suite): Promise<string | undefined> {
  for (const required of suite.requires) {
    if (typeof required === "string") {
      if (findProgram(required) === undefined) return `${required} is not on the PATH. Install it.`;
      continue;
    }
    const { ok, ending } = await run({ command: required, folder: suite.folder, output: "keep" });
    if (!ok) return `\`${required.join(" ")}\` does not succeed here (${ending}).`;
  }
  return undefined;
}

/** What is missing leaves its variable unset: the tests that need it skip themselves, and the others still run. */
async function provideNeeds(suite: Suite, { surroundings }: Surrounded) {
  const environment: Record<string, string> = {};
  const lacking: string[] = [];
  const broken: string[] = [];
  for (const need of suite.needs) {
    try {
      Object.assign(environment, await surroundings.provide(need));
    } catch (error) {
      (error instanceof Missing ? lacking : broken).push((error as Error).message);
    }
  }
  for (const sentence of [...lacking, ...broken]) console.log(`\n!!! ${sentence}\n`);
  return { environment, lacking, broken };
}

async function execute(
  suite: Suite,
  around: Surrounded,
  environment: Record<string, string>,
  report: string,
): Promise<Outcome> {
  const mark = randomUUID();
  const vitest = suite.counts === "vitest";
  const reporters = ` --reporter=default --reporter=json --outputFile.json=${JSON.stringify(report)}`;
  const outcome = await run({
    command: vitest ? suite.command + reporters : suite.command,
    folder: suite.folder,
    environment: {
      ...quietTools,
      PATH: pathWithTools(suite.folder),
      ...environment,
      RENEWAL_TEST_SUITE: mark,
    },
    ...(!vitest && { output: "both" as const }),
    timeoutMs: suite.timeoutMinutes * 60_000,
    signal: around.abort,
  });
  endLeftovers(suite, mark);
  return outcome;
}

/** Whatever a suite started and forgot must not disturb the next one. */
function endLeftovers(suite: Suite, mark: string): void {
  const marked = markedProcesses("RENEWAL_TEST_SUITE", mark);
  const left = [...new Set([...marked, ...descendants(marked)])];
  for (const pid of left) signal(pid, "SIGKILL");
  if (left.length > 0)
    console.log(`The suite ${suite.name} left ${left.length} processes running; they were ended.`);
}

function judge(
  suite: Suite,
  { ok, ending, output }: Outcome,
  report: string,
): { counts: Counts; remark?: string } {
  const counts = read(suite, output, report);
  if (counts === undefined) {
    return { counts: { ...none, failed: 1 }, remark: `It ended without telling its counts (${ending}).` };
  }
  if (counts.passed + counts.failed + counts.skipped === 0) {
    return { counts: { ...none, failed: 1 }, remark: "It ran no test at all." };
  }
  if (!ok && counts.failed === 0) {
    return { counts: { ...counts, failed: 1 }, remark: `No test failed, yet it ended badly (${ending}).` };
  }
  return { counts };
}

function failures(suite: Suite, report: string): string[] {
  return suite.counts === "vitest" && existsSync(report)
    ? failuresOfVitest(readFileSync(report, "utf8"))
    : [];
}

function read(suite: Suite, output: string, report: string): Counts | undefined {
  if (suite.counts === "plain") return countPlain(output);
  if (suite.counts !== "vitest") return countMatches(output, suite.counts);
  return existsSync(report) ? countVitest(readFileSync(report, "utf8")) : undefined;
}
