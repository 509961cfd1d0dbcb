import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import type { Round } from "./load.ts";

export interface Results {
  rounds: number;
  seconds: number;
  /** By the subject's name. */
  titles: Record<string, string>;
  /** Milliseconds until the first answer, by what was started; absent when that was not measured. */
  starts?: Record<string, number[]>;
  /** By case and subject, such as `create koa`. */
  all: Record<string, Round[]>;
}

const docs = join(import.meta.dirname, "..", "docs");

export function median(all: readonly number[]): number {
  return all.toSorted((a, b) => a - b)[all.length >> 1] ?? Number.NaN;
}

/** The median of each figure. */
export function medians(rounds: readonly Round[]): Round {
  const of = (field: keyof Round) => median(rounds.map((round) => round[field]));
  return {
    requestsPerSecond: of("requestsPerSecond"),
    ...{ p50: of("p50"), p99: of("p99"), cpu: of("cpu"), memory: of("memory") },
  };
}

/** The medians as a Markdown table, each beside the least and the most that a round showed. */
export function summary({ titles, all, rounds, seconds, starts = {} }: Results): string {
  const lines = Object.entries(all).map(([key, each]) => {
    const [kind = "", name = ""] = key.split(" ");
    const { requestsPerSecond, p50, p99, cpu, memory } = medians(each);
    const costs = each.map((round) => round.cpu);
    const range = `${Math.round(Math.min(...costs))}–${Math.round(Math.max(...costs))}`;
    const reference = all[`${kind} koa`];
    const ratio = reference === undefined ? "-" : (cpu / medians(reference).cpu).toFixed(2);
    const cells = [
      kind,
      titles[name],
      Math.round(requestsPerSecond),
      p50.toFixed(2),
      p99.toFixed(2),
      Math.round(cpu),
      range,
      ratio,
    ];
    return `| ${[...cells, Math.round(memory)].join(" | ")} |`;
  });
  return [
    `Node ${process.version} on ${cpus().length} × ${cpus()[0]?.model.trim()}; medians of ${rounds} rounds of ${seconds} s.`,
    "",
    "| case | subject | requests/s | p50, ms | p99, ms | CPU, µs per request | least–most | of Koa's CPU | memory, MiB |",
    "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...lines,
    ...startLines(starts),
  ].join("\n");
}

function startLines(starts: Record<string, number[]>): string[] {
  const rows = Object.entries(starts).map(([title, times]) => {
    const [least, most] = [Math.min(...times), Math.max(...times)].map(Math.round);
    return `| ${title} | ${Math.round(median(times))} | ${least}–${most} |`;
  });
  if (rows.length === 0) return [];
  return ["", "| from the start to the first answer | ms | least–most |", "| --- | ---: | ---: |", ...rows];
}

/** The cost of a create in each subject, as bars. */
export function chart({ titles, all }: Results): string {
  const bars = Object.entries(all)
    .filter(([key]) => key.startsWith("create "))
    .map(([key, each]) => ({ title: titles[key.split(" ")[1] ?? ""] ?? "", cpu: medians(each).cpu }));
  const most = Math.max(...bars.map(({ cpu }) => cpu));
  const rows = bars.map(({ title, cpu }, index) => {
    const y = 44 + index * 30;
    const width = Math.max(2, Math.round((cpu / most) * 340));
    const color = title.startsWith("Renewal") ? "#2563eb" : "#9ca3af";
    return [
      `<text x="270" y="${y + 15}" text-anchor="end">${title}</text>`,
      `<rect x="280" y="${y}" width="${width}" height="20" fill="${color}"/>`,
      `<text x="${286 + width}" y="${y + 15}">${Math.round(cpu)} µs</text>`,
    ].join("\n");
  });
  const height = 56 + bars.length * 30;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 ${height}" font-family="sans-serif" font-size="13">`,
    "<title>Processor time of the server for one create</title>",
    `<rect width="700" height="${height}" fill="#ffffff"/>`,
    '<text x="20" y="26" font-weight="bold">Processor time of the server for one create; less is better</text>',
    ...rows,
    "</svg>\n",
  ].join("\n");
}

/**
 * Writes the results into the documentation.
 *
 * @param name of the files, and of the place in docs/performance.md
 */
export function report(results: Results, name: "performance" | "growth"): void {
  writeFileSync(join(docs, `${name}.gen.json`), `${JSON.stringify(results, null, 2)}\n`);
  if (name === "performance") writeFileSync(join(docs, "performance.gen.svg"), chart(results));
  const page = readFileSync(join(docs, "performance.md"), "utf8");
  const [opening, closing] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before] = page.split(opening);
  const after = page.split(closing)[1] ?? "";
  writeFileSync(join(docs, "performance.md"), `${before}${opening}\n${summary(results)}\n${closing}${after}`);
}
