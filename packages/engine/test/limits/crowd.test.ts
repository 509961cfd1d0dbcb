import { defaultLimits, limitChecks, memoryLimiter } from "@renewal/engine";
import { expect, test } from "vitest";

const users = 100_000;

/** A fixed series of numbers from 0 to 1, so that each run sees the same crowd. */
function series(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test("Among 100,000 users each one's count is kept: who comes back is served five times in the hour and no sixth", async () => {
  const clock = { time: 0, now: () => clock.time };
  const limiter = memoryLimiter(clock);
  const random = series(7);
  const create = async (user: number) => {
    // 333 requests in a second, less than the limit of all together.
    clock.time += random() < 0.5 ? 2 : 4;
    const caller = { role: "member" as const, clientId: "app", userId: `user_${user}` };
    const address = `10.${user >> 16}.${(user >> 8) & 255}.${user & 255}`;
    return (await limiter.take(limitChecks("createPayment", { caller, address }, defaultLimits))).refused;
  };
  const refused = new Set<string>();
  for (let user = 0; user < users; user++) refused.add((await create(user)) ?? "none");
  expect([...refused]).toEqual(["none"]);
  const outcomes = new Map<string, number>();
  for (let user = 0; user < users; user += 500) {
    const turns: string[] = [];
    for (let turn = 2; turn <= 6; turn++) turns.push((await create(user)) ?? "served");
    outcomes.set(turns.join(), (outcomes.get(turns.join()) ?? 0) + 1);
  }
  expect([...outcomes]).toEqual([["served,served,served,served,user", users / 500]]);
  expect(clock.time).toBeLessThan(defaultLimits.user.windowMs);
});
