import { errorCodes } from "@renewal/contract/operations";
import { answerTo, GatewayFailure, Refusal, StoreUnavailable, statusOf } from "@renewal/engine";
import { describe, expect, test } from "vitest";

describe("an error", () => {
  test.each(errorCodes)("%s has the status that the table gives it, and the documented form", (code) => {
    const refusal = new Refusal(code, "What to do next.", { details: { field: "amount" }, retryAfter: 7 });
    const { status, headers, body } = answerTo(refusal);
    expect(status).toBe(statusOf[code]);
    expect(body).toEqual({ error: { code, message: "What to do next.", details: { field: "amount" } } });
    expect(headers?.["Retry-After"]).toBe("7");
  });

  test("without details has none", () => {
    expect(answerTo(new Refusal("ORDER_CLOSED", "Closed.")).body).toEqual({
      error: { code: "ORDER_CLOSED", message: "Closed." },
    });
  });

  test("of a token says how to send one", () => {
    expect(answerTo(new Refusal("INVALID_TOKEN", "No.")).headers).toEqual({
      "WWW-Authenticate": 'Bearer realm="renewal", error="invalid_token"',
    });
  });

  test("of the store is SERVICE_UNAVAILABLE, after which the same request may be sent again", () => {
    const { status, headers } = answerTo(new StoreUnavailable("10.0.0.5:5432 refused", { retryAfter: 4 }));
    expect([status, headers]).toEqual([503, { "Retry-After": "4" }]);
  });

  test.each([
    new Error("SELECT secret FROM clients at /srv/renewal/store.ts"),
    new TypeError("secret_key of undefined"),
    new StoreUnavailable("password secret refused"),
    new GatewayFailure("unavailable", "secret merchant key refused"),
    "a secret text",
    { secret: true },
    null,
    undefined,
  ])("of which no client may know tells nothing of its cause: %s", (error) => {
    const { status, body } = answerTo(error);
    expect(status).toBeGreaterThanOrEqual(500);
    expect(JSON.stringify(body)).not.toMatch(/secret|SELECT|srv/);
  });
});
