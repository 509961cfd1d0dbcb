import { expect, test } from "vitest";
import { randomIds } from "../src/ids.ts";

test("Later names sort after earlier ones, within a millisecond and when the clock is set back", () => {
  let now = Date.parse("2026-01-15T08:30:00Z");
  const ids = randomIds({ now: () => now });
  const names: string[] = [];
  for (const step of [0, 0, 1, 0, -60_000, 0, 60_001, 86_400_000]) {
    now += step;
    for (let turn = 0; turn < 50; turn += 1) names.push(ids.transactionId());
  }
  expect(new Set(names).size).toBe(names.length);
  expect([...names].sort()).toEqual(names);
});

test("Names are of the documented forms, and two of one millisecond tell nothing of each other", () => {
  const ids = randomIds({ now: () => 0 });
  expect(ids.transactionId()).toMatch(/^TXN[A-Za-z0-9]{10,40}$/);
  expect(ids.eventId()).toMatch(/^evt_[A-Za-z0-9]{10,40}$/);
  expect(ids.requestId()).toMatch(/^req_[A-Za-z0-9]{10,40}$/);
  expect(ids.refreshToken()).toMatch(/^rt_[\w-]{43}$/);
  const endings = Array.from({ length: 1000 }, () => ids.transactionId().slice(-16));
  expect(new Set(endings).size).toBe(1000);
  const differing = endings
    .slice(1)
    .map((ending, index) => [...ending].filter((letter, at) => letter !== endings[index]?.[at]).length);
  expect(Math.min(...differing)).toBeGreaterThan(5);
});
