import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applyReport,
  differenceOf,
  type GatewayState,
  mendable,
  type Order,
  paymentStatuses,
} from "../../src/index.ts";

const order = (changes: Partial<Order> = {}): Order => ({
  ...{
    transactionId: "TXN0000000001",
    clientId: "demo",
    userId: "user_42",
    orderId: "ORD-1",
    fingerprint: "",
  },
  ...{ status: "pending", minorUnits: 9999, currency: "CNY", subject: "", packageId: "yearly", months: 12 },
  ...{ createdAt: 0, updatedAt: 0, expiresAt: 1, leaseUntil: 0, dueAt: 0, looks: 0 },
  ...changes,
});

const sum = { minorUnits: 9999, currency: "CNY" };

describe("Our books and the gateway's", () => {
  test.each<[ours: Partial<Order>, theirs: GatewayState, kind: string | undefined]>([
    [{}, { status: "unknown" }, undefined],
    [{}, { status: "pending", ...sum }, undefined],
    [{}, { status: "paid", ...sum }, "behind"],
    [{ status: "closed" }, { status: "paid", ...sum }, "behind"],
    [{ status: "closed" }, { status: "pending", ...sum }, "open there"],
    [{ status: "closed" }, { status: "unknown" }, undefined],
    [{ status: "closed" }, { status: "closed" }, undefined],
    [{}, { status: "closed" }, "behind"],
    [{ status: "paid" }, { status: "paid", ...sum }, undefined],
    [{ status: "paid" }, { status: "refunded", ...sum }, "behind"],
    [{ status: "paid" }, { status: "pending", ...sum }, "ahead"],
    [{ status: "paid" }, { status: "unknown" }, "ahead"],
    [{ status: "paid" }, { status: "closed" }, "ahead"],
    [{ status: "refunded" }, { status: "paid", ...sum }, "ahead"],
    [{ status: "refunded" }, { status: "refunded", ...sum }, undefined],
    [{ status: "paid" }, { status: "paid", ...sum, refundedMinorUnits: 500 }, "refunds"],
    [
      { status: "paid", refundedMinorUnits: 500 },
      { status: "paid", ...sum, refundedMinorUnits: 500 },
      undefined,
    ],
    [
      { status: "paid", refundingMinorUnits: 500 },
      { status: "paid", ...sum, refundedMinorUnits: 500 },
      undefined,
    ],
    [{}, { status: "paid", minorUnits: 9998, currency: "CNY" }, "amount"],
    [{}, { status: "paid", minorUnits: 9999, currency: "USD" }, "amount"],
  ])("%j beside %j: %s", (ours, theirs, kind) => {
    expect(differenceOf(order(ours), theirs)?.kind).toBe(kind);
  });

  test("agree once the gateway's report of what is behind was taken, whatever the two states were", () => {
    const there = fc.record({
      status: fc.constantFrom("closed", "paid", "refunded" as const),
      at: fc.integer({ min: 0, max: 1e12 }),
    });
    fc.assert(
      fc.property(fc.constantFrom(...paymentStatuses), there, (status, { status: theirs, at }) => {
        const before = order({ status });
        const state = { status: theirs, at, ...sum } as const;
        if (differenceOf(before, state)?.kind !== "behind") return;
        const change = applyReport(before, { ...state, timestamp: at }, at);
        expect(differenceOf({ ...before, ...change.order }, state)).toBeUndefined();
      }),
    );
  });

  test("are mended by a machine only where no person has to decide about money", () => {
    expect(mendable).toEqual(["behind", "open there"]);
  });
});
