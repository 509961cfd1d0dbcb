import type { Report } from "../report.ts";
import type { Cell, Column } from "../run-all.ts";

/** A case in one place, and what each column did with it. */
export interface Row {
  id: string;
  title: string;
  target: string;
  results: string[];
}

/** The matrix: SDK × target × case. */
export interface Matrix {
  /** Names of columns, in order. */
  columns: string[];
  rows: Row[];
}

const marks = { passed: "✓", failed: "✗", lacking: "–" };

/**
 * Lays the columns side by side, each named after its SDK, and after the way when that has several. A blank says that
 * the case is not for that column.
 */
export function matrixOf({ columns }: Pick<Report, "columns">): Matrix {
  const nameOf = ({ runner, variant }: Column) =>
    columns.some((other) => other.runner === runner && other.variant !== variant)
      ? `${runner} ${variant}`
      : runner;
  const names = [...new Set(columns.map(nameOf))];
  const rows = new Map<string, Row>();
  for (const column of columns) {
    for (const { id, title, result } of column.cells) {
      const key = `${column.target} ${id}`;
      const row = rows.get(key) ?? { id, title, target: column.target, results: names.map(() => " ") };
      row.results[names.indexOf(nameOf(column))] = marks[result];
      rows.set(key, row);
    }
  }
  return { columns: names, rows: [...rows.values()].sort((one, other) => compare(one.id, other.id)) };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** How many cells of a list ended in each way. */
export function tally(cells: readonly Cell[]): { passed: number; failed: number; lacking: number } {
  const count = (wanted: string) => cells.filter(({ result }) => result === wanted).length;
  return { passed: count("passed"), failed: count("failed"), lacking: count("lacking") };
}
