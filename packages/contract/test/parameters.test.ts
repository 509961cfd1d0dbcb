import { validateParameters } from "@renewal/contract";
import { describe, expect, test } from "vitest";

function list(query: Record<string, string>) {
  return validateParameters("listPayments", { query });
}

describe("parameters become what their schemas say", () => {
  test("limit=50 is the number 50", () => {
    expect(list({ limit: "50" })).toEqual({ faults: [], path: {}, query: { limit: 50 }, header: {} });
  });

  test("an absent limit is 20", () => {
    expect(list({}).query).toEqual({ limit: 20 });
  });

  test("text stays text, digits included", () => {
    expect(list({ order_id: "0123", status: "paid" }).query).toEqual({
      limit: 20,
      order_id: "0123",
      status: "paid",
    });
  });

  test("what was given stays as it is", () => {
    const query = Object.freeze({ limit: "5" });
    expect(list(query).query).toEqual({ limit: 5 });
    expect(query).toEqual({ limit: "5" });
  });

  test("a parameter of the path is checked", () => {
    const { path, faults } = validateParameters("getPayment", { path: { transaction_id: "TXN789012" } });
    expect([path, faults]).toEqual([{ transaction_id: "TXN789012" }, []]);
  });
});

describe("a number is written in one way", () => {
  test.each(["0x14", "1e1", "+20", " 20", "20 ", "020", "20.0", "2_0", "", "٢٠", "NaN", "Infinity", "true"])(
    "so limit=%j is refused",
    (limit) => {
      expect(list({ limit }).faults).toEqual([
        {
          in: "query",
          field: "limit",
          rule: "type",
          message: "query parameter limit must be an integer. Correct it and send the request again.",
        },
      ]);
    },
  );

  test.each([
    ["0", "minimum"],
    ["-0", "minimum"],
    ["-1", "minimum"],
    ["101", "maximum"],
    ["9".repeat(30), "maximum"],
    ["9".repeat(400), "type"],
  ])("and limit=%s breaks the rule %s", (limit, rule) => {
    expect(list({ limit }).faults.map((fault) => fault.rule)).toEqual([rule]);
  });
});

describe("a parameter with a fault is told of it in the words of the documentation", () => {
  test("above its maximum", () => {
    expect(list({ limit: "101" }).faults[0]?.message).toBe(
      "query parameter limit must be <= 100. Correct it and send the request again.",
    );
  });

  test("unknown", () => {
    expect(list({ page: "2" }).faults).toEqual([
      {
        in: "query",
        field: "page",
        rule: "additionalProperties",
        message: "page is not a query parameter of this request. Remove it, or correct its spelling.",
      },
    ]);
  });

  test("missing", () => {
    expect(validateParameters("getPayment", {}).faults.map(({ message }) => message)).toEqual([
      "path parameter transaction_id is required. Add it to the path and send the request again.",
    ]);
  });

  test("an operation without parameters refuses every one", () => {
    const { faults } = validateParameters("listPackages", { query: { currency: "CNY" } });
    expect(faults.map(({ field, rule }) => [field, rule])).toEqual([["currency", "additionalProperties"]]);
  });
});

describe("keys of JavaScript's own objects", () => {
  test.each(["__proto__", "constructor", "toString"])(
    "%s is an unknown parameter and changes nothing",
    (key) => {
      const query = JSON.parse(`{"${key}":"x"}`) as Record<string, string>;
      const checked = list(query);
      expect(checked.faults.map(({ field, rule }) => [field, rule])).toEqual([[key, "additionalProperties"]]);
      expect(Object.getPrototypeOf(checked.query)).toBe(Object.prototype);
    },
  );
});

test("unknown headers are the business of others", () => {
  const header = { "User-Agent": "curl/8.0", Accept: "*/*" };
  expect(validateParameters("listPackages", { header }).faults).toEqual([]);
});
