import type { Report } from "../report.ts";
import { matrixOf, tally } from "./table.ts";

/** The matrix for a terminal. */
export function printed(report: Report, whole: boolean): string {
  const { columns, rows } = matrixOf(report);
  const lines = whole
    ? [
        ...columns.map((name, index) => `${" │".repeat(index)} ┌ ${name}`),
        ...rows.map(({ id, target, results }) => ` ${results.join(" ")}  ${id} × ${target}`),
        "",
      ]
    : [];
  for (const { runner, variant, version, target, cells } of report.columns) {
    const { passed, failed, lacking } = tally(cells);
    const name =
      `${runner} ${version === runner.split(" ")[1] ? "" : version} ${variant} × ${target}`.replaceAll(
        / +/g,
        " ",
      );
    lines.push(
      `${name.padEnd(50)} ${passed} passed, ${failed} failed${lacking > 0 ? `, ${lacking} not for it` : ""}`,
    );
  }
  for (const { runner, absent, why } of report.missing) {
    lines.push(absent ? `${runner.padEnd(50)} absent: ${why}` : `!!! ${runner} DOES NOT TAKE PART: ${why}`);
  }
  const caught = report.mutants.filter((mutant) => mutant.caught).length;
  lines.push(`${"planted faults".padEnd(50)} ${caught} of ${report.mutants.length} caught`);
  return lines.join("\n");
}
