import type { Report } from "../report.ts";
import { matrixOf } from "./table.ts";

/** The matrix for programs: one line for each case, with one mark for each column. */
export function json(report: Report): string {
  const { columns, rows } = matrixOf(report);
  const missing = report.missing.map(({ runner, absent, why }) => ({ runner, absent, why }));
  const mutants = report.mutants.map(({ of, name, id, caught }) => ({ of, name, caught_by: id, caught }));
  const list = (items: readonly object[]) => items.map((item) => `    ${JSON.stringify(item)}`).join(",\n");
  const short = rows.map(({ id, target, results }) => ({ id, target, results: results.join("") }));
  return `{
  "columns": ${JSON.stringify(columns)},
  "marks": {"✓": "passed", "✗": "failed", "–": "not for this one", " ": "not run there"},
  "missing": [\n${list(missing)}\n  ],
  "planted_faults": [\n${list(mutants)}\n  ],
  "cases": [\n${list(short)}\n  ]
}\n`;
}
