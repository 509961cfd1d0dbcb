import type { Report } from "../report.ts";
import { matrixOf, type Row, tally } from "./table.ts";

/** The matrix for the documentation. It holds no times and no dates, so that equal runs write equal files. */
export function markdown(report: Report): string {
  const { columns, rows } = matrixOf(report);
  const files = [...new Set(rows.map(({ id }) => id.split("/")[0] as string))];
  return `${[
    "# Conformance",
    "",
    "Written by `npm run conformance`; do not edit. `packages/conformance/README.md` says how an SDK takes part.",
    "",
    `${rows.length} cases, each with every SDK that is here. ✓ passed, ✗ failed, – not for this one (and why below), blank: not run there.`,
    "",
    ...summary(report),
    "",
    ...absences(report),
    "## Version skew",
    "",
    "The kept releases of the SDKs (`packages/conformance/released`) run every journey against the server of this tree: the",
    "columns named release. Every SDK of this tree understands what the kept release of the server answered: the cases `recorded/…`.",
    "",
    "## Planted faults",
    "",
    "Clients and servers that are wrong in one way. Each must make the named case fail.",
    "",
    "| wrong | in that it | caught by | |",
    "| --- | --- | --- | --- |",
    ...report.mutants.map(
      ({ of, name, id, caught }) => `| ${of} | ${name} | \`${id}\` | ${caught ? "✓" : "✗"} |`,
    ),
    "",
    ...files.flatMap((file) => section(file, columns, rows)),
  ].join("\n")}\n`;
}

function summary({ columns }: Report): string[] {
  return [
    "| SDK | version | way | target | passed | failed | not for it |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...columns.map(({ runner, version, variant, target, cells }) => {
      const { passed, failed, lacking } = tally(cells);
      return `| ${runner} | ${version} | ${variant} | ${target} | ${passed} | ${failed} | ${lacking || ""} |`;
    }),
  ];
}

function absences({ missing, columns }: Report): string[] {
  const lacks = new Set(
    columns.flatMap(({ runner, variant, cells }) =>
      cells
        .filter(({ result }) => result === "lacking")
        .map(({ why }) => `- ${runner} ${variant}: ${why.join(", ")}`),
    ),
  );
  return [
    ...missing.map(({ runner, why }) => `**${runner}** does not take part: ${why}.\n`),
    ...(lacks.size > 0 ? ["Not for everyone:", "", ...lacks, ""] : []),
  ];
}

function section(file: string, columns: readonly string[], rows: readonly Row[]): string[] {
  const own = rows.filter(({ id }) => id.startsWith(`${file}/`));
  const used = columns.flatMap((name, index) =>
    own.some(({ results }) => results[index] !== " ") ? [{ name, index }] : [],
  );
  return [
    `## ${file}`,
    "",
    `| case | promise | target | ${used.map(({ name }) => name).join(" | ")} |`,
    `| --- | --- | --- |${" --- |".repeat(used.length)}`,
    ...own.map(
      ({ id, title, target, results }) =>
        `| ${id.slice(file.length + 1)} | ${escaped(title)} | ${target} | ${used.map(({ index }) => results[index]).join(" | ")} |`,
    ),
    "",
  ];
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll(/\s/g, " ");
}
