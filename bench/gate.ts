import { medians, type Results } from "./report.ts";

/**
 * How many times the processor time of bare Koa a request of ours may cost. About one and a half times what was
 * measured when a number was written down, so that noise does not trip it and a mistake on the path of every request
 * does. A number is lowered when requests get cheaper, and never raised.
 */
const most: Record<string, number> = {
  "create memory": 1.7,
  "create sqlite": 5,
  "packages memory": 1.5,
  "membership memory": 1.8,
};

/** Compares what was measured with what a request may cost; prints a line for each, and how many passed. */
export function gate({ all }: Results): boolean {
  let failed = 0;
  for (const [key, limit] of Object.entries(most)) {
    const [kind = ""] = key.split(" ");
    const [ours, bare] = [all[key], all[`${kind} koa`]];
    if (ours === undefined || bare === undefined) throw new Error(`${key} was not measured.`);
    const ratio = medians(ours).cpu / medians(bare).cpu;
    const isGood = ratio <= limit;
    if (!isGood) failed += 1;
    console.log(
      `${isGood ? "✓" : "✗"} ${key}: ${ratio.toFixed(2)} times the CPU of bare Koa, ${limit} at most`,
    );
  }
  console.log(`${Object.keys(most).length - failed} passed, ${failed} failed, 0 skipped`);
  return failed === 0;
}
