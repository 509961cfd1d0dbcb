import type { Check } from "./checks.ts";
import type { Mutant } from "./mutants/run.ts";
import type { Column } from "./run-all.ts";

/** One that should take part and does not. */
export interface Missing {
  runner: string;
  /** Nobody has built that SDK in this tree: stated, and no failure. */
  absent: boolean;
  why: string;
}

/** Everything that a run found out. */
export interface Report {
  columns: Column[];
  missing: Missing[];
  mutants: Mutant[];
  checks: Check[];
}

/** The figures of the closing line. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Counts each case of each column, each planted fault, and each check of the suite as a test.
 *
 * @param strict whether one that is missing has failed, as in CI; otherwise it is skipped
 */
export function countsOf({ columns, missing, mutants, checks }: Report, strict: boolean): Counts {
  const cells = columns.flatMap((column) => column.cells);
  const lost = missing.filter(({ absent }) => !absent).length;
  const results = [
    ...cells.map(({ result }) => result),
    ...mutants.map(({ caught }) => (caught ? "passed" : "failed")),
    ...checks.map(({ faults }) => (faults.length === 0 ? "passed" : "failed")),
  ];
  const count = (wanted: string) => results.filter((result) => result === wanted).length;
  return {
    passed: count("passed"),
    failed: count("failed") + (strict ? lost : 0),
    skipped: strict ? 0 : lost,
  };
}

/** Every failure, in words for whoever must mend it. */
export function failures({ columns, missing, mutants, checks }: Report): string[] {
  return [
    ...columns.flatMap(({ runner, variant, target, cells }) =>
      cells
        .filter(({ result }) => result === "failed")
        .map(
          ({ id, title, why }) =>
            `✗ ${runner} ${variant} × ${target} × ${id}\n  ${title}\n    ${why.join("\n    ")}`,
        ),
    ),
    ...mutants
      .filter(({ caught }) => !caught)
      .map(({ of, name, id }) => `✗ a ${of} that ${name} was not caught by ${id}`),
    ...checks
      .filter(({ faults }) => faults.length > 0)
      .map(({ name, faults }) => `✗ ${name}: ${faults.join("; ")}`),
    ...missing
      .filter(({ absent }) => !absent)
      .map(({ runner, why }) => `✗ ${runner} does not take part: ${why}`),
  ];
}
