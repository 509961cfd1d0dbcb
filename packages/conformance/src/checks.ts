import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Case } from "./case.ts";
import { countsOf, type Report } from "./report.ts";
import { obstacle } from "./runners/roster.ts";
import { webhookFile, webhookPath } from "./webhooks/file.ts";

const folder = join(import.meta.dirname, "..");
const mostLines = 200;
const fewestCases = 150;

/** Something about the suite itself that must hold. */
export interface Check {
  name: string;
  /** What is wrong; empty when it holds. */
  faults: string[];
}

/** What must hold of the suite itself, so that a green run means something. */
export function checkSuite(cases: readonly Case[], report: Report): Check[] {
  return [
    {
      name: `there are at least ${fewestCases} cases`,
      faults: cases.length < fewestCases ? [`there are ${cases.length}`] : [],
    },
    { name: `no driver has more than ${mostLines} lines`, faults: longDrivers() },
    { name: "every case was run by an SDK", faults: unexercised(cases, report) },
    {
      name: "a case that every SDK passes over is noticed",
      faults: unexercised(cases, { ...report, columns: [] }).length === cases.length ? [] : ["it is not"],
    },
    { name: "an SDK without a driver is a skipped test, and a failed one in CI", faults: unheard() },
    {
      name: `${webhookPath} holds what the server's signer gives`,
      faults:
        JSON.stringify(JSON.parse(readFileSync(join(folder, webhookPath), "utf8"))) ===
        JSON.stringify(JSON.parse(webhookFile()))
          ? []
          : ["Run: npm run webhooks -w @renewal/conformance"],
    },
  ];
}

function longDrivers(): string[] {
  const lines = new Map<string, number>();
  for (const path of globSync("drivers/*/*.{ts,py,go,java}", { cwd: folder })) {
    const count = readFileSync(join(folder, path), "utf8").trimEnd().split("\n").length;
    lines.set(dirname(path), (lines.get(dirname(path)) ?? 0) + count);
  }
  return [...lines].filter(([, count]) => count > mostLines).map(([path, count]) => `${path} has ${count}`);
}

/** What becomes of an SDK that is there, but whose driver is not, and of one whose program is missing. */
function unheard(): string[] {
  const here = {
    name: "x",
    home: folder,
    driver: folder,
    requires: [],
    prepare: () => ({ program: [], folder }),
  };
  const lost = [
    { ...here, driver: join(folder, "drivers/nowhere") },
    { ...here, requires: [["a-program-that-nobody-has"]] },
  ].map((runner) => ({
    runner: runner.name,
    ...(obstacle(runner) ?? { absent: true, why: "nothing was found" }),
  }));
  const report: Report = { columns: [], missing: lost, mutants: [], checks: [] };
  const counts = [countsOf(report, false).skipped, countsOf(report, true).failed];
  return counts.every((count) => count === 2) ? [] : [`counted as ${counts}`];
}

/** A case that every runner passes over decides nothing. */
function unexercised(cases: readonly Case[], { columns }: Report): string[] {
  const run = new Set(
    columns
      .filter(({ runner }) => runner !== "http")
      .flatMap(({ cells }) => cells.filter(({ result }) => result !== "lacking").map(({ id }) => id)),
  );
  return cases.filter(({ id }) => !run.has(id)).map(({ id }) => `${id} was passed over by every SDK`);
}
