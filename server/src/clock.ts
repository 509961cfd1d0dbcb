import type { Clock } from "@renewal/engine";
import { oncePerRound } from "./once-per-round.ts";

/** The time, asked of the system once in a round of the event loop. One create would ask for it seven times. */
export function roundClock(): Clock {
  return { now: oncePerRound(Date.now) };
}
