import { type Fault, type OperationId, operations, validateBody } from "@renewal/contract";
import { describe, expect, test } from "vitest";

const order = { order_id: "ORD123456", amount: 99.99 };

function fieldsAndRules(faults: Fault[]): string[] {
  return faults.map(({ field, rule }) => `${field} ${rule}`);
}

describe("a body with one fault is told of it in the words of the documentation", () => {
  test.each<[string, OperationId, unknown, Omit<Fault, "in">]>([
    [
      "a field that is missing",
      "createPayment",
      { amount: 99.99 },
      {
        field: "order_id",
        rule: "required",
        message: "order_id is required. Add it to the body and send the request again.",
      },
    ],
    [
      "a misspelt field",
      "createPayment",
      { ...order, curency: "CNY" },
      {
        field: "curency",
        rule: "additionalProperties",
        message: "curency is not a field of this request. Remove it, or correct its spelling.",
      },
    ],
    [
      "an unknown status",
      "receiveNotification",
      {
        transaction_id: "TXN1",
        status: "success",
        amount: 99.99,
        currency: "CNY",
        timestamp: "2026-01-15T08:30:00Z",
      },
      {
        field: "status",
        rule: "enum",
        message:
          "status must be one of failed, closed, paid, refunded. Correct it and send the request again.",
      },
    ],
    [
      "an amount that is text",
      "createPayment",
      { ...order, amount: "99.99" },
      {
        field: "amount",
        rule: "type",
        message: "amount must be a number. Correct it and send the request again.",
      },
    ],
    [
      "an amount beyond the maximum",
      "createPayment",
      { ...order, amount: 1e300 },
      {
        field: "amount",
        rule: "maximum",
        message: "amount must be <= 100000000. Correct it and send the request again.",
      },
    ],
    [
      "an order id with a space",
      "createPayment",
      { ...order, order_id: "ORD 1" },
      {
        field: "order_id",
        rule: "pattern",
        message: "order_id must match ^[A-Za-z0-9_-]{1,64}$. Correct it and send the request again.",
      },
    ],
    [
      "an empty subject",
      "createPayment",
      { ...order, subject: "" },
      {
        field: "subject",
        rule: "minLength",
        message: "subject must have at least 1 character. Correct it and send the request again.",
      },
    ],
    [
      "no object at all",
      "createPayment",
      [order],
      {
        field: "body",
        rule: "type",
        message: "The body must be an object. Correct it and send the request again.",
      },
    ],
  ])("%s", (_, id, body, fault) => {
    expect(validateBody(id, body)).toEqual([{ in: "body", ...fault }]);
  });
});

describe("a body is taken as it is", () => {
  test.each([
    ["amount", "1"],
    ["amount", true],
    ["amount", null],
    ["amount", [1]],
    ["subject", 1],
    ["subject", null],
    ["order_id", 123456],
    ["return_url", { toString: () => "https://example.com" }],
  ])("so %s: %j is refused and not coerced", (field, value) => {
    expect(fieldsAndRules(validateBody("createPayment", { ...order, [field]: value }))).toEqual([
      `${field} type`,
    ]);
  });

  test("and stays as it is: no default is written into it", () => {
    const body = Object.freeze({ ...order });
    expect(validateBody("createPayment", body)).toEqual([]);
    expect(body).toEqual(order);
    expect(operations.createPayment.defaults).toEqual({ currency: "CNY", subject: "Membership Renewal" });
  });
});

describe("a length counts what a person sees as characters of Unicode", () => {
  test.each([
    ["256 emoji, of two units each, are a subject", "🎫".repeat(256), []],
    ["257 emoji are none", "🎫".repeat(257), ["subject maxLength"]],
    ["256 Chinese characters are a subject", "续".repeat(256), []],
  ])("%s", (_, subject, faults) => {
    expect(fieldsAndRules(validateBody("createPayment", { ...order, subject }))).toEqual(faults);
  });
});

describe("keys of JavaScript's own objects are unknown fields like any other", () => {
  test.each(["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf"])(
    "%s",
    (key) => {
      const body: unknown = JSON.parse(`{"order_id":"ORD1","amount":9.99,"${key}":{"polluted":true}}`);
      expect(fieldsAndRules(validateBody("createPayment", body))).toEqual([`${key} additionalProperties`]);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    },
  );

  test("and a field that only a polluted prototype lends is missing", () => {
    const body: unknown = Object.create({ order_id: "ORD1" }, { amount: { value: 9.99, enumerable: true } });
    expect(fieldsAndRules(validateBody("createPayment", body))).toEqual(["order_id required"]);
  });
});

describe("an answer to a hostile body stays small", () => {
  test("ten thousand unknown fields make twenty faults, in a moment", () => {
    const unknown = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [`field${index}`, index]),
    );
    const body = { ...unknown, amount: "1", currency: "1", return_url: "1", notify_url: "1" };
    const start = performance.now();
    const faults = validateBody("createPayment", body);
    expect(performance.now() - start).toBeLessThan(2000);
    expect(faults).toHaveLength(20);
    expect(faults[0]?.field).toBe("order_id");
  });

  test("a name of a megabyte is quoted up to 64 characters", () => {
    const [fault] = validateBody("createPayment", { ...order, ["🎫".repeat(500_000)]: 1 });
    expect(fault?.field).toBe(`${"🎫".repeat(64)}…`);
    expect(fault?.message.length).toBeLessThan(250);
  });

  test("a name without letters is told all the same", () => {
    const [fault] = validateBody("createPayment", { ...order, "": 1 });
    expect(fault?.message).toBe('"" is not a field of this request. Remove it, or correct its spelling.');
  });

  test("no value is ever quoted, secrets least of all", () => {
    const secret = "s3cret-".repeat(60);
    const body = { grant_type: secret, client_id: secret, client_secret: secret, refresh_token: secret };
    const faults = validateBody("createToken", body);
    expect(fieldsAndRules(faults)).toEqual([
      "grant_type enum",
      "client_id pattern",
      "client_secret maxLength",
      "refresh_token maxLength",
    ]);
    expect(JSON.stringify(faults)).not.toContain("s3cret");
  });

  test.each([
    ["an address", "return_url", `https://${"a".repeat(200_000)} `],
    ["an order id", "order_id", "A".repeat(200_000)],
    ["a currency", "currency", "C".repeat(200_000)],
  ])("%s of 200,000 characters is refused in a moment", (_, field, value) => {
    const start = performance.now();
    expect(validateBody("createPayment", { ...order, [field]: value }).length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
