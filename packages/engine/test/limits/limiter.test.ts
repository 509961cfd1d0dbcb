import {
  defaultLimits,
  type LimitCheck,
  type LimitName,
  type LimitVerdict,
  limitHeaders,
  overLimit,
} from "@renewal/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check, limiterAt } from "./limiter-at.ts";

const names: LimitName[] = ["user", "address", "global"];

/** Requests of few users from few addresses, in bursts and after pauses. */
const policy = fc.record({
  limit: fc.integer({ min: 1, max: 5 }),
  windowMs: fc.integer({ min: 1, max: 40 }),
});
const traffic = fc.record({
  policies: fc.tuple(policy, policy, policy),
  requests: fc.array(fc.tuple(fc.nat(15), fc.nat(2), fc.nat(1), fc.boolean()), {
    minLength: 20,
    maxLength: 120,
  }),
});

type Traffic = typeof traffic extends fc.Arbitrary<infer T> ? T : never;

function checksOf({ policies }: Traffic, user: number, address: number, isKnown: boolean): LimitCheck[] {
  const [forUser, forAddress, forAll] = policies.map(({ limit, windowMs }, index) =>
    check(
      names[index] as LimitName,
      ["user:", "address:", "global"][index] + String([user, address, ""][index]),
      limit,
      windowMs,
    ),
  ) as [LimitCheck, LimitCheck, LimitCheck];
  return isKnown ? [forUser, forAddress, forAll] : [forAddress, forAll];
}

/** Runs the traffic and tells each request's checks, moment and verdict. */
async function run(plan: Traffic) {
  const { clock, limiter } = limiterAt();
  const served: { checks: LimitCheck[]; at: number; verdict: LimitVerdict }[] = [];
  for (const [pause, user, address, isKnown] of plan.requests) {
    clock.time += pause;
    const checks = checksOf(plan, user, address, isKnown);
    served.push({ checks, at: clock.time, verdict: await limiter.take(checks) });
  }
  return served;
}

describe("a limit", () => {
  test("holds in every window of its length, wherever the window begins", async () => {
    let refusals = 0;
    await fc.assert(
      fc.asyncProperty(traffic, async (plan) => {
        const granted = new Map<string, number[]>();
        for (const { checks, at, verdict } of await run(plan)) {
          if (verdict.refused !== undefined) refusals += 1;
          else for (const { key } of checks) granted.set(key, [...(granted.get(key) ?? []), at]);
        }
        for (const { key, limit, windowMs } of checksOf(plan, 0, 0, true)) {
          for (const [first, at] of (granted.get(key) ?? []).entries()) {
            const within = (granted.get(key) ?? []).filter(
              (other, index) => index >= first && other < at + windowMs,
            );
            expect(within.length).toBeLessThanOrEqual(limit);
          }
        }
      }),
      { numRuns: 500 },
    );
    expect(refusals).toBeGreaterThan(1000);
  });

  test("refuses exactly what a plain count of the granted requests refuses, and a refused one costs nothing", async () => {
    await fc.assert(
      fc.asyncProperty(traffic, async (plan) => {
        const granted: { keys: string[]; at: number }[] = [];
        for (const { checks, at, verdict } of await run(plan)) {
          const used = ({ key, windowMs }: LimitCheck) =>
            granted.filter((one) => one.keys.includes(key) && one.at > at - windowMs).length;
          const full = checks.filter((each) => used(each) >= each.limit);
          expect(verdict.refused === undefined).toBe(full.length === 0);
          if (full.length === 0) granted.push({ keys: checks.map(({ key }) => key), at });
          else expect(full.map(({ name }) => name)).toContain(verdict.refused);
          for (const [index, each] of checks.entries()) {
            expect(verdict.states[index]).toMatchObject({ name: each.name, limit: each.limit });
            expect(verdict.states[index]?.remaining).toBe(each.limit - used(each));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test("lets through who waits exactly as long as it says, and nobody a millisecond earlier", async () => {
    await fc.assert(
      fc.asyncProperty(traffic, async (plan) => {
        const { clock, limiter } = limiterAt();
        for (const [pause, user, address, isKnown] of plan.requests) {
          clock.time += pause;
          const checks = checksOf(plan, user, address, isKnown);
          const { refused, retryAfterMs } = await limiter.take(checks);
          if (refused === undefined) continue;
          clock.time += retryAfterMs - 1;
          expect((await limiter.take(checks)).refused).toBeDefined();
          clock.time += 1;
          expect((await limiter.take(checks)).refused).toBeUndefined();
        }
      }),
      { numRuns: 300 },
    );
  });

  test("counts a request for none of the others when one of them refuses", async () => {
    const { limiter } = limiterAt();
    const [user, all] = [check("user", "user:a", 1, 1000), check("global", "global", 100, 1000)];
    await limiter.take([user, all]);
    for (let time = 0; time < 50; time += 1) expect((await limiter.take([user, all])).refused).toBe("user");
    expect((await limiter.take([all])).states[0]?.remaining).toBe(98);
  });

  test("of one user or address is not used up by another", async () => {
    const { limiter } = limiterAt();
    await limiter.take([check("user", "user:a", 1, 1000)]);
    expect((await limiter.take([check("user", "user:b", 1, 1000)])).refused).toBeUndefined();
    expect((await limiter.take([check("address", "user:a", 1, 1000)])).refused).toBeUndefined();
  });

  test("of requests that all come at once lets exactly so many through", async () => {
    const { limiter } = limiterAt();
    const verdicts = await Promise.all(
      Array.from({ length: 1000 }, () => limiter.take([check("user", "user:a", 5, 3_600_000)])),
    );
    expect(verdicts.filter(({ refused }) => refused === undefined)).toHaveLength(5);
  });

  test("is not there for a request without limits", async () => {
    const verdict = await limiterAt().limiter.take([]);
    expect(verdict).toEqual({ retryAfterMs: 0, states: [] });
    expect(limitHeaders(verdict)).toEqual({});
  });
});

describe("what a client is told of its limits", () => {
  const { user, address, global } = defaultLimits;
  const all = [
    { name: "user", key: "user:a", ...user },
    { name: "address", key: "address:a", ...address },
    { name: "global", key: "global", ...global },
  ] as const;

  test("is the tightest of them", async () => {
    const { clock, limiter } = limiterAt(1_640_991_600_000);
    expect(limitHeaders(await limiter.take(all))).toEqual({
      "X-RateLimit-Limit": "5",
      "X-RateLimit-Remaining": "4",
      "X-RateLimit-Reset": "1640995200",
    });
    clock.time += 999;
    for (let time = 0; time < 97; time += 1) await limiter.take(all.slice(1));
    expect(limitHeaders(await limiter.take(all))).toMatchObject({
      "X-RateLimit-Limit": "100",
      "X-RateLimit-Remaining": "1",
      "X-RateLimit-Reset": "1640991660",
    });
  });

  test("names a whole second by which there is room again", async () => {
    const { clock, limiter } = limiterAt(1_640_991_600_001);
    const { "X-RateLimit-Reset": reset } = limitHeaders(
      await limiter.take([check("user", "user:a", 1, 1000)]),
    );
    clock.time = Number(reset) * 1000;
    expect((await limiter.take([check("user", "user:a", 1, 1000)])).refused).toBeUndefined();
    expect(reset).toBe("1640991602");
  });

  test("is the smaller of two that have as much left", async () => {
    const { limiter } = limiterAt();
    const [all, mine] = [check("global", "global", 3, 1000), check("user", "user:a", 2, 9000)];
    await limiter.take([all]);
    expect(limitHeaders(await limiter.take([all, mine]))["X-RateLimit-Limit"]).toBe("2");
    const others = [check("user", "user:b", 1, 9000), check("address", "address:b", 2, 1000)] as const;
    await limiter.take([others[1]]);
    expect(limitHeaders(await limiter.take([...others].reverse()))["X-RateLimit-Limit"]).toBe("1");
  });

  test("is, when refused, the limit that refused it and a whole number of seconds that is long enough", async () => {
    const { clock, limiter } = limiterAt();
    for (let time = 0; time < 5; time += 1) await limiter.take(all);
    clock.time += 1001;
    const verdict = await limiter.take(all);
    const refusal = overLimit(verdict);
    expect([refusal.code, refusal.details, refusal.retryAfter]).toEqual([
      "RATE_LIMIT_EXCEEDED",
      { limit: "user" },
      3599,
    ]);
    expect(refusal.message).toBe(
      "The limit of 5 requests per hour per user is used up. Try again after 3599 seconds.",
    );
    expect(limitHeaders(verdict)).toMatchObject({ "X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "0" });
    clock.time += 3599 * 1000;
    expect((await limiter.take(all)).refused).toBeUndefined();
  });

  test("is at least a second, though the window ends within it", async () => {
    const { limiter } = limiterAt();
    const second = [check("global", "global", 1, 1000)];
    await limiter.take(second);
    expect(overLimit(await limiter.take(second))).toMatchObject({
      retryAfter: 1,
      message: "The service is at its limit of requests per second. Try again after 1 second.",
    });
  });

  test("is, when several refuse, the one with the longest wait", async () => {
    const { limiter } = limiterAt();
    const both = [check("global", "global", 1, 1000), check("user", "user:a", 1, 60_000)];
    await limiter.take(both);
    const verdict = await limiter.take(both);
    expect([verdict.refused, verdict.retryAfterMs]).toEqual(["user", 60_000]);
  });
});
