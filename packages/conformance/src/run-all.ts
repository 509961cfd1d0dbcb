import type { Case } from "./case.ts";
import type { Command } from "./driver.ts";
import { Driver, type Hello } from "./driver.ts";
import { type Ground, type Outcome, runCase } from "./run-case.ts";

/** What one variant of one runner did with one case. */
export interface Cell extends Outcome {
  id: string;
  title: string;
}

/** One column of the matrix, for one target. */
export interface Column {
  runner: string;
  variant: string;
  version: string;
  /** Where the cases ran, e.g. `script` or `server`. */
  target: string;
  cells: Cell[];
}

/** Cases that go to one place. */
export interface Trip {
  target: string;
  cases: readonly Case[];
  groundOf(one: Case, who: string): Ground | Promise<Ground>;
}

/** How many cases of one driver are under way at once. Some wait for a timeout meanwhile. */
const atOnce = 8;

/** Runs cases with every variant of a driver, which is started once. */
export async function runWith(runner: string, command: Command, trips: readonly Trip[]): Promise<Column[]> {
  const driver = new Driver(command);
  try {
    const hello = await driver.hello();
    const columns: Column[] = [];
    for (const variant of hello.variants) {
      for (const { target, cases, groundOf } of trips) {
        const cells = await inTurn(cases, atOnce, async (one) => {
          const lack = lacking(hello, variant, one);
          const who = `${runner}-${variant}`;
          const outcome = lack ?? (await runCase(one, driver, variant, await groundOf(one, who)));
          return { id: one.id, title: one.title, ...outcome };
        });
        columns.push({ runner, variant, version: hello.version, target, cells });
      }
    }
    return columns;
  } finally {
    await driver.stop();
  }
}

function lacking({ lacks }: Hello, variant: string, { needs }: Case): Outcome | undefined {
  const lack = lacks.find((one) => needs.includes(one.what) && (one.variant ?? variant) === variant);
  return lack && { result: "lacking", why: [lack.why] };
}

/** Does work for each item, so many at once, and gives the results in the order of the items. */
export async function inTurn<T, R>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++)
      results[index] = await work(items[index] as T);
  };
  await Promise.all(Array.from({ length: most }, worker));
  return results;
}
