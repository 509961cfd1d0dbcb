import { StoreUnavailable } from "@renewal/engine";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StatementRefused } from "../../src/storage/failures.ts";
import { gathered } from "../../src/storage/gathered.ts";

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Numbers are doubled; how many went in each statement is kept. */
function doubling(carryOut: (calls: readonly number[]) => Promise<void>) {
  const statements: (readonly number[])[] = [];
  let underWay = 0;
  let mostUnderWay = 0;
  const run = async (calls: readonly number[]) => {
    statements.push(calls);
    mostUnderWay = Math.max(mostUnderWay, ++underWay);
    await carryOut(calls).finally(() => underWay--);
    return calls.map((call) => call * 2);
  };
  const call = gathered<number, number>({
    alone: async (one) => (await run([one]))[0] as number,
    together: run,
  });
  return { call, statements, mostUnderWay: () => mostUnderWay };
}

describe("calls that are carried out together", () => {
  it("are answered each with its own answer, in two statements at once and no more, whenever they come", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3), { minLength: 1, maxLength: 60 }),
        fc.array(fc.nat(3), { minLength: 1, maxLength: 9 }),
        async (pauses, durations) => {
          let statement = 0;
          const { call, statements, mostUnderWay } = doubling(() =>
            wait(durations[statement++ % durations.length] ?? 0),
          );
          const answers: Promise<number>[] = [];
          for (const [number, pause] of pauses.entries()) {
            if (pause > 0) await wait(pause);
            answers.push(call(number));
          }
          expect(await Promise.all(answers)).toEqual(pauses.map((_, number) => number * 2));
          expect(statements.flat().sort((a, b) => a - b)).toEqual(pauses.map((_, number) => number));
          expect(mostUnderWay()).toBeLessThanOrEqual(2);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("go at once and alone where nobody is before them; 500 that wait go by hundreds", async () => {
    const { call, statements } = doubling(() => wait(20));
    await Promise.all(Array.from({ length: 502 }, (_, number) => call(number)));
    expect(statements.map(({ length }) => length)).toEqual([1, 1, 100, 100, 100, 100, 100]);
  });

  it("that the database refuses are tried one by one, so that only the one at fault is refused", async () => {
    const refused = new StatementRefused("PostgreSQL", "23514", "orders_minor_units");
    const { call } = doubling(async (calls) => {
      await wait(5);
      if (calls.includes(7)) throw refused;
    });
    const answers = await Promise.allSettled(Array.from({ length: 20 }, (_, number) => call(number)));
    expect(answers.map((answer) => (answer.status === "fulfilled" ? answer.value : answer.reason))).toEqual(
      Array.from({ length: 20 }, (_, number) => (number === 7 ? refused : number * 2)),
    );
  });

  it("share an outage, and those after it are answered again", async () => {
    let isDown = true;
    const { call, statements } = doubling(async () => {
      await wait(5);
      if (isDown) throw new StoreUnavailable("PostgreSQL cannot be used now.");
    });
    const answers = await Promise.allSettled(Array.from({ length: 20 }, (_, number) => call(number)));
    expect(answers.every((one) => one.status === "rejected" && one.reason instanceof StoreUnavailable)).toBe(
      true,
    );
    expect(statements).toHaveLength(3);
    isDown = false;
    expect(await call(4)).toBe(8);
  });

  it("wait 2 s for those before them, and are then refused as StoreUnavailable", async () => {
    const { call, statements } = doubling(() => wait(2_100));
    const [first, second, third] = await Promise.allSettled([call(1), call(2), call(3)]);
    expect([first, second]).toEqual([
      { status: "fulfilled", value: 2 },
      { status: "fulfilled", value: 4 },
    ]);
    expect(third).toMatchObject({ status: "rejected", reason: expect.any(StoreUnavailable) });
    expect(statements).toEqual([[1], [2]]);
  });
});
