import type { AttemptOutcome } from "../ports.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** How long to wait before each attempt, counted from the one before. After the last one the delivery is dead. */
export const deliverySchedule = [
  0,
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const;

/**
 * What follows an attempt: delivered on any 2xx, dead on 410 or after the last attempt, else the next attempt's moment,
 * moved by up to 20 % either way so that a receiver that was down is not hit by everything at once.
 *
 * @param attempts how many attempts there were, this one included
 * @param random a number in [0, 1)
 */
export function afterAttempt(
  outcome: AttemptOutcome,
  attempts: number,
  now: number,
  random: number,
): { state: "delivered" | "dead" } | { state: "waiting"; dueAt: number } {
  const status = "status" in outcome ? outcome.status : 0;
  if (status >= 200 && status < 300) return { state: "delivered" };
  const wait = deliverySchedule[attempts];
  if (status === 410 || wait === undefined) return { state: "dead" };
  return { state: "waiting", dueAt: now + Math.round(wait * (0.8 + 0.4 * random)) };
}
