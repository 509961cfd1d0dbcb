import { describe, expect, test } from "vitest";
import { mockRenewal } from "../../src/vitest.ts";
import { member } from "../handlers/shop.ts";

const mock = mockRenewal({ clock: "2026-01-31T10:00:00Z", onUnhandledRequest: "error" });

describe("vitest's helper", () => {
  test("answers requests of this file's tests", async () => {
    await member().payments.create({ order_id: "sandbox-autopay-1", amount: 9.99 });
    expect((await member().memberships.get()).status).toBe("active");
  });

  test("gives the next test a mock as new", () => {
    expect(mock.state.orders).toEqual([]);
  });
});
