import { expect, test } from "vitest";
import { ConfigurationError, isIn, type Money, sum } from "../../src/index.ts";

test("amounts are added exactly", () => {
  const tenth: Money<"CNY"> = { amount: 0.1, currency: "CNY" };
  expect(sum("CNY", [tenth, { ...tenth, amount: 0.2 }])).toEqual({ amount: 0.3, currency: "CNY" });
  expect(
    sum(
      "CNY",
      Array.from({ length: 1000 }, () => ({ ...tenth, amount: 9.99 })),
    ).amount,
  ).toBe(9990);
  expect(
    sum("KWD", [
      { amount: 0.001, currency: "KWD" },
      { amount: 1.005, currency: "KWD" },
    ]).amount,
  ).toBe(1.006);
  expect(sum("CNY", []).amount).toBe(0);
});

test("amounts of several currencies are sorted out before they are added, or refused", () => {
  const history: Money[] = [
    { amount: 9.99, currency: "CNY" },
    { amount: 1, currency: "USD" },
  ];
  expect(sum("CNY", history.filter(isIn("CNY"))).amount).toBe(9.99);
  expect(() => sum("CNY", history as Money<"CNY">[])).toThrow(ConfigurationError);
});
