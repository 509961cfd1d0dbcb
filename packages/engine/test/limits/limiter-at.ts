import { type LimitCheck, type LimitName, memoryLimiter } from "@renewal/engine";

/** A limit of so many requests in so many milliseconds. */
export const check = (name: LimitName, key: string, limit: number, windowMs: number): LimitCheck => ({
  ...{ name, key, limit, windowMs },
});

/** A limiter in memory, and the clock that it looks at. */
export function limiterAt(time = 1_000_000, options?: { maxKeys?: number }) {
  const clock = { time, now: () => clock.time };
  return { clock, limiter: memoryLimiter(clock, options) };
}
