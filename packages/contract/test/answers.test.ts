import { validateResponse, validateWebhook } from "@renewal/contract";
import { describe, expect, test } from "vitest";

const created = {
  success: true,
  transaction_id: "TXN789012",
  payment_url: "https://payment.gateway.com/pay/TXN789012",
  message: "Payment order created successfully",
};

function refusal(code: string) {
  return { error: { code, message: "No." } };
}

describe("an answer that the document does not describe is found out", () => {
  test("by its status", () => {
    expect(validateResponse("listPackages", 418, {})).toEqual([
      {
        in: "status",
        field: "status",
        rule: "enum",
        message: "418 is no documented status of listPackages.",
      },
    ]);
  });

  test.each([
    ["a field that is missing", { ...created, payment_url: undefined }, "payment_url required"],
    ["a field of another type", { ...created, success: "true" }, "success type"],
    ["a transaction id of another form", { ...created, transaction_id: "TXN 1" }, "transaction_id pattern"],
    ["no body", undefined, "body type"],
    ["null", null, "body type"],
  ])("by %s", (_, body, fault) => {
    expect(validateResponse("createPayment", 200, body).map(({ field, rule }) => `${field} ${rule}`)).toEqual(
      [fault],
    );
  });

  test("by a code that another status carries", () => {
    expect(validateResponse("createPayment", 409, refusal("ORDER_IN_PROGRESS"))).toEqual([]);
    expect(validateResponse("createPayment", 409, refusal("ORDER_ID_REUSED"))).toEqual([
      {
        in: "body",
        field: "error.code",
        rule: "enum",
        message:
          "error.code must be one of ORDER_IN_PROGRESS, ORDER_ALREADY_PAID, ORDER_CLOSED when createPayment answers 409.",
      },
    ]);
  });

  test.each([
    ["without X-Request-Id", { "x-request-id": undefined }, "x-request-id required"],
    ["with an empty X-Request-Id", { "x-request-id": "" }, "x-request-id pattern"],
    ["without Retry-After", { "Retry-After": undefined }, "retry-after required"],
    ["with a Retry-After of 0", { "Retry-After": "0" }, "retry-after minimum"],
    [
      "with a Retry-After that is a date",
      { "Retry-After": "Thu, 15 Jan 2026 08:30:00 GMT" },
      "retry-after type",
    ],
    ["with a limit of one and a half", { "X-RateLimit-Limit": 1.5 }, "x-ratelimit-limit type"],
  ])("by its headers: 429 %s", (_, change, fault) => {
    const headers = { "x-request-id": "req_1", "Retry-After": "12", "X-RateLimit-Limit": 5, ...change };
    const faults = validateResponse("createPayment", 429, refusal("RATE_LIMIT_EXCEEDED"), headers);
    expect(faults.map(({ in: place, field, rule }) => [place, `${field} ${rule}`])).toEqual([
      ["header", fault],
    ]);
  });
});

describe("an answer may grow", () => {
  test("by new fields and headers", () => {
    const headers = {
      "X-Request-Id": "req_1",
      "Content-Type": "application/json",
      Vary: ["Origin", "Accept"],
    };
    expect(validateResponse("createPayment", 200, { ...created, new_field: {} }, headers)).toEqual([]);
  });
});

describe("a notification to a merchant", () => {
  const body = {
    id: "evt_1",
    type: "payment.updated",
    transaction_id: "TXN789012",
    order_id: "ORD123456",
    user_id: "user_42",
    status: "paid",
    amount: 99.99,
    currency: "CNY",
    timestamp: "2026-01-15T08:30:00.000Z",
  };
  const headers = {
    "x-signature": "a".repeat(64),
    "webhook-id": "evt_1",
    "webhook-timestamp": "1768465801",
    "webhook-signature": "v1,c2lnbmF0dXJl",
  };

  test("carries what the document says", () => {
    expect(validateWebhook("paymentUpdated", { headers, body })).toEqual([]);
  });

  test.each([
    [
      "without X-Signature",
      { headers: { ...headers, "x-signature": undefined } },
      "header x-signature required",
    ],
    [
      "with a short signature",
      { headers: { ...headers, "x-signature": "ab" } },
      "header x-signature pattern",
    ],
    ["without its id", { body: { ...body, id: undefined } }, "body id required"],
  ])("%s is not as documented", (_, change, fault) => {
    const faults = validateWebhook("paymentUpdated", { headers, body, ...change });
    expect(faults.map(({ in: place, field, rule }) => `${place} ${field} ${rule}`)).toEqual([fault]);
  });
});
