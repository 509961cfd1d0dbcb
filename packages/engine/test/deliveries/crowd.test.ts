import { afterAttempt } from "@renewal/engine";
import { expect, test } from "vitest";

const hour = 3_600_000;

/** A fixed series of numbers from 0 to 1, so that each run sees the same chance. */
function series(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test("100,000 notifications of a minute to a merchant who is down for an hour all arrive by the fifth attempt, and the waves of retries flatten", () => {
  const random = series(11);
  const attemptsAt = new Map<number, number>();
  let [delivered, most, latest] = [0, 0, 0];
  for (let count = 0; count < 100_000; count++) {
    let now = random() * 60_000;
    for (let attempts = 1; ; attempts++) {
      const second = Math.floor(now / 1000);
      attemptsAt.set(second, (attemptsAt.get(second) ?? 0) + 1);
      const outcome = now < hour ? { error: "ECONNREFUSED" } : { status: 204 };
      const next = afterAttempt(outcome, attempts, now, random());
      if (next.state !== "waiting") {
        if (next.state === "delivered") delivered += 1;
        most = Math.max(most, attempts);
        latest = Math.max(latest, now);
        break;
      }
      now = next.dueAt as number;
    }
  }
  const busiest = (from: number) =>
    Math.max(...[...attemptsAt].filter(([second]) => second >= from).map(([, count]) => count));
  expect(delivered).toBe(100_000);
  expect(most).toBe(5);
  expect(latest).toBeLessThan(3.2 * hour);
  // The second attempts come within a minute, as the first did; the third spread over three, the last over an hour.
  expect(busiest(120)).toBeLessThan(1_200);
  expect(busiest(1_200)).toBeLessThan(300);
  expect(busiest(3_600)).toBeLessThan(100);
});
