import { type Gateway, GatewayFailure, StoreUnavailable } from "@renewal/engine";
import { beforeEach, describe, expect, test } from "vitest";
import { type CallOutcome, type GuardedGateway, withBreaker } from "../../src/gateways/breaker.ts";

describe("The circuit to a gateway", () => {
  let next: (() => Promise<{ status: "pending" }>)[];
  let outcomes: CallOutcome[];
  let states: string[];
  let guarded: GuardedGateway;
  beforeEach(() => {
    [next, outcomes, states] = [[], [], []];
    const query = () => (next.shift() ?? answers)();
    guarded = withBreaker({ query } as unknown as Gateway, {
      called: (_call, outcome) => outcomes.push(outcome),
      changed: (state) => states.push(state),
    });
  });

  const answers = async () => ({ status: "pending" as const });
  const fails = () => Promise.reject(new Error("reset"));
  const refuses = () => Promise.reject(new GatewayFailure("refused", "no"));
  const lacksStore = () => Promise.reject(new StoreUnavailable("gone"));
  const ask = () => guarded.gateway.query("TXN1").catch((error: unknown) => error);
  async function askInTurn(...calls: typeof next) {
    next.push(...calls);
    for (const _ of calls) await ask();
  }

  test("opens after five calls in a row without an answer", async () => {
    await askInTurn(fails, fails, fails, fails);
    expect(states).toEqual([]);
    await askInTurn(fails);
    expect(states).toEqual(["open"]);
    expect(await ask()).toMatchObject({ kind: "unavailable", retryAfter: 10 });
    expect(outcomes.slice(-2)).toEqual(["unavailable", "skipped"]);
  });

  test("opens as well when the five were under way at once, and a sixth that fails later changes nothing", async () => {
    next.push(fails, fails, fails, fails, fails, fails);
    const failures = await Promise.all(Array.from({ length: 6 }, ask));
    expect(failures.map((failure) => (failure as Error).message)).toEqual(
      Array.from({ length: 6 }, () => "The call failed (Error)."),
    );
    expect(states).toEqual(["open"]);
  });

  test.each([
    ["an answer", answers],
    ["a refusal", refuses],
    ["a call that found our own store gone", lacksStore],
  ])("begins to count anew after %s", async (_what, between) => {
    await askInTurn(fails, fails, fails, fails, between, fails, fails, fails, fails);
    expect(states).toEqual([]);
    await askInTurn(fails);
    expect(states).toEqual(["open"]);
  });

  test("counts an answer that was under way while others failed", async () => {
    let answer = () => {};
    next.push(() => new Promise((resolve) => (answer = () => resolve({ status: "pending" }))));
    const slow = ask();
    await askInTurn(fails, fails, fails, fails);
    answer();
    await slow;
    await askInTurn(fails, fails, fails, fails);
    expect(states).toEqual([]);
  });
});
