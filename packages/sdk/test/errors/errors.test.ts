import { inspect } from "node:util";
import { errorCodes, operations } from "@renewal/contract/operations";
import { describe, expect, test, vi } from "vitest";
import * as sdk from "../../src/index.ts";
import { json, refusal } from "../network/scripted-server.ts";
import { failure, order, world } from "../network/world.ts";

const { ApiError, RenewalError } = sdk;
const named: Record<string, unknown> = { ...sdk };

async function answered(status: number, code: string): Promise<unknown> {
  const { renewal } = await world([refusal(status, code)], { token: "t", maxRetries: 0 });
  return failure(renewal.payments.create(order));
}

describe("an error of the API", () => {
  test("tells all that the API told", async () => {
    const headers = {
      "X-RateLimit-Limit": "5",
      "X-RateLimit-Remaining": "0",
      "X-RateLimit-Reset": "1640995200",
    };
    const details = { in: "body", field: "amount", rule: "price", prices: [] };
    const body = { error: { code: "VALIDATION_ERROR", message: "Choose a price.", details } };
    const { renewal } = await world([json(400, body, headers)]);
    const error = await failure(renewal.payments.create(order));
    expect(error).toBeInstanceOf(sdk.ValidationError);
    expect(error).toMatchObject({
      name: "ValidationError",
      message: "Choose a price.",
      ...{ code: "VALIDATION_ERROR", status: 400, requestId: "req_server", attempts: 1, details },
      limit: { limit: 5, remaining: 0, resetAt: new Date("2022-01-01T00:00:00Z") },
    });
    expect(renewal.limit).toEqual((error as sdk.ApiError).limit);
    expect((error as sdk.ApiError).body).toBe(JSON.stringify(body));
  });

  test.each([
    [400, "VALIDATION_ERROR", "ValidationError"],
    [413, "PAYLOAD_TOO_LARGE", "ValidationError"],
    [401, "INVALID_TOKEN", "AuthenticationError"],
    [403, "FORBIDDEN", "PermissionError"],
    [404, "TRANSACTION_NOT_FOUND", "NotFoundError"],
    [409, "ORDER_CLOSED", "ConflictError"],
    [422, "ORDER_ID_REUSED", "ConflictError"],
    [429, "RATE_LIMIT_EXCEEDED", "RateLimitError"],
    [500, "PAYMENT_FAILED", "PaymentFailedError"],
    [500, "INTERNAL_ERROR", "ServerError"],
    [503, "SERVICE_UNAVAILABLE", "ServerError"],
    [418, "SOMETHING_NEW", "ValidationError"],
    [599, "SOMETHING_NEW", "ServerError"],
  ])("%i %s is a %s, and keeps its code", async (status, code, name) => {
    const error = await answered(status, code);
    expect(error).toBeInstanceOf(named[name]);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toBeInstanceOf(RenewalError);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name, code, status });
  });

  test("has the class that the method's documentation names, for every documented code", async () => {
    const { errorClass } = await import("../../../../scripts/generate/sdk-typescript-prose.ts");
    const pairs = Object.values(operations).flatMap(({ errorCodes }) =>
      Object.entries(errorCodes).flatMap(([status, codes]) =>
        (codes as readonly string[]).map((code) => [Number(status), code] as const),
      ),
    );
    expect(new Set(pairs.map(([, code]) => code)).size).toBeGreaterThan(errorCodes.length / 2);
    for (const key of new Set(pairs.map((pair) => pair.join(" ")))) {
      const [status = "", code = ""] = key.split(" ");
      expect([key, ((await answered(Number(status), code)) as Error).name]).toEqual([
        key,
        errorClass(Number(status), code),
      ]);
    }
  });

  test("of something before the API has no code, and its class follows from the status", async () => {
    const { renewal } = await world([(response) => void response.writeHead(403).end("<h1>Blocked</h1>")]);
    const error = await failure(renewal.payments.create(order));
    expect(error).toBeInstanceOf(sdk.PermissionError);
    expect(error).toMatchObject({ status: 403 });
    expect((error as sdk.ApiError).code).toBeUndefined();
    expect((error as sdk.ApiError).body).toBe("<h1>Blocked</h1>");
  });

  test("keeps the first 4096 characters of a long body, and prints none of it", async () => {
    const { renewal } = await world([(response) => void response.writeHead(400).end("private".repeat(1000))]);
    const error = await failure(renewal.payments.create(order));
    expect((error as sdk.ApiError).body).toHaveLength(4096);
    expect(inspect(error) + JSON.stringify(error)).not.toMatch(/private/);
  });

  test("prints what is known, and nothing else", async () => {
    const error = await answered(404, "TRANSACTION_NOT_FOUND");
    expect(inspect(error)).toContain("NotFoundError: This is TRANSACTION_NOT_FOUND.");
    expect(inspect(error)).not.toContain("undefined");
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      ...{ name: "NotFoundError", message: "This is TRANSACTION_NOT_FOUND.", code: "TRANSACTION_NOT_FOUND" },
      ...{ status: 404, requestId: "req_server", attempts: 1, details: { reason: "TEST" } },
    });
  });
});

describe("instanceof", () => {
  test("holds across two copies of the package, both ways", async () => {
    vi.resetModules();
    const copy = (await import("../../src/index.ts?copy" as string)) as typeof sdk;
    expect(copy.RenewalError).not.toBe(sdk.RenewalError);
    const mine = new sdk.RateLimitError("slow down", { status: 429 });
    const theirs = new copy.RateLimitError("slow down", { status: 429 });
    for (const Class of ["RateLimitError", "ApiError", "RenewalError"] as const) {
      expect(mine).toBeInstanceOf(copy[Class]);
      expect(theirs).toBeInstanceOf(named[Class]);
    }
    expect(mine).not.toBeInstanceOf(copy.NotFoundError);
    expect(theirs).not.toBeInstanceOf(sdk.ConnectionError);
  });

  test("knows classes that were derived by others for what they are", () => {
    class Mine extends sdk.ApiError {}
    expect(new Mine("mine", { status: 400 })).toBeInstanceOf(Mine);
    expect(new Mine("mine", { status: 400 })).toBeInstanceOf(sdk.ApiError);
    expect(new sdk.ApiError("not mine", { status: 400 })).not.toBeInstanceOf(Mine);
  });

  test.each([undefined, null, 1, "text", {}, new Error("other"), Object.create(null)])(
    "holds for no %s",
    (value) => {
      expect(value instanceof RenewalError).toBe(false);
    },
  );
});
