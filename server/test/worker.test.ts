import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { startWorker } from "../src/worker.ts";

test("A worker with endless work lets everybody else have their turn between two steps", async () => {
  let steps = 0;
  const worker = startWorker(
    async () => {
      steps += 1;
      // Should it let nobody else in, this test must end all the same.
      return steps < 1_000_000 ? 1 : 0;
    },
    { interval: 1_000_000, onError: () => undefined },
  );
  await setTimeout(1);
  await worker.stop();
  expect(steps).toBeGreaterThan(1);
  expect(steps).toBeLessThan(1_000_000);
});

test("A worker without work looks again after its interval, and one that is stopped no more", async () => {
  let steps = 0;
  const step = async () => {
    steps += 1;
    return 0;
  };
  const worker = startWorker(step, { interval: 1, onError: () => undefined });
  while (steps < 3) await setTimeout(1);
  await worker.stop();
  const before = steps;
  await setTimeout(20);
  expect(steps).toBe(before);
});
