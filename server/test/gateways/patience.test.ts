import { setImmediate, setTimeout } from "node:timers/promises";
import { TaskCancelledError } from "cockatiel";
import { describe, expect, test } from "vitest";
import { patience } from "../../src/gateways/patience.ts";

const never = () => new Promise<string>(() => {});

describe("A call that is waited for no longer than 50 ms", () => {
  const inTime = patience(50);

  test("is given up when there is no answer, beside others of the same moment that are answered", async () => {
    const results = await Promise.allSettled([
      inTime(Promise.resolve("at once")),
      inTime(never()),
      inTime(setTimeout(5, "later")),
      inTime(Promise.reject(new Error("refused"))),
      inTime(never()),
    ]);
    expect(results).toEqual([
      { status: "fulfilled", value: "at once" },
      { status: "rejected", reason: expect.any(TaskCancelledError) },
      { status: "fulfilled", value: "later" },
      { status: "rejected", reason: new Error("refused") },
      { status: "rejected", reason: expect.any(TaskCancelledError) },
    ]);
  });

  test("has its whole time, however late in a round of the event loop it begins", async () => {
    const givenUp = () => inTime(never()).then(Number, () => performance.now());
    const first = givenUp();
    await setImmediate();
    const began = performance.now();
    const second = givenUp();
    expect((await first) - began).toBeLessThan((await second) - began);
    expect((await second) - began).toBeGreaterThan(45);
  });

  test("leaves nothing behind that keeps the process alive once all are answered", async () => {
    const before = process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
    const answer = setTimeout(5, "answer");
    await Promise.all([inTime(answer), inTime(answer)]);
    await setImmediate();
    expect(process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length).toBe(before);
  });
});
