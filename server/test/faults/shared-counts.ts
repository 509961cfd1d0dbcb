import type { Fleet } from "./fleet.ts";
import { until } from "./size.ts";

/**
 * Tries something that instances count together, and tries it anew when one of them lost Redis meanwhile: on a machine
 * that stalls for longer than a command may take, they count for themselves for a moment, as they should.
 *
 * @param attempt gets another number each time, for names that were not counted yet
 */
export async function whileRedisIsThere<T>(
  fleet: Fleet,
  attempt: (number: number) => Promise<T>,
): Promise<T> {
  const sumOf = async (series: string) => {
    const counts = await Promise.all(fleet.instances.map((instance) => fleet.metric(instance, series)));
    return counts.reduce((sum, count) => sum + count, 0);
  };
  for (let tries = 0; tries < 100; tries += 1) {
    await until(async () => (await sumOf("redis_up")) === fleet.instances.length, "every instance has Redis");
    const before = await sumOf('redis_changes_total{to="down"}');
    const result = await attempt(++attempts);
    if ((await sumOf('redis_changes_total{to="down"}')) === before) return result;
  }
  throw new Error("Redis was lost in the midst of each of 100 tries.");
}

let attempts = 0;
