import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { choose, foundTown, type Town, transactionOf, until } from "./town.ts";

let town: Town;
beforeEach(async () => {
  town = await foundTown();
});
afterEach(() => town.close());

const pay = (url: string) => choose(url, { action: "pay" });
const statuses = () => town.arrivals.map(({ notification }) => notification.status);

describe("Order ids that make notifications go wrong", () => {
  test("sandbox-autopay- pays without a person", async () => {
    town.worker();
    const url = await town.order({ orderId: "sandbox-autopay-1" });
    await until(() => town.arrivals.length === 1, "a notification");
    expect(statuses()).toEqual(["paid"]);
    expect(await town.sandbox.gateway.query(transactionOf(url))).toMatchObject({ status: "paid" });
  });

  test("sandbox-autodecline- declines without a person, who may still pay", async () => {
    town.worker();
    const url = await town.order({ orderId: "sandbox-autodecline-1" });
    await until(() => town.arrivals.length === 1, "a notification");
    await pay(url);
    expect(statuses()).toEqual(["failed", "paid"]);
  });

  test("sandbox-twice- sends every notification twice", async () => {
    const url = await town.order({ orderId: "sandbox-twice-1" });
    await choose(url, { action: "decline" });
    await pay(url);
    expect(statuses()).toEqual(["failed", "failed", "paid", "paid"]);
    expect(town.arrivals.every(({ rightlySigned }) => rightlySigned)).toBe(true);
  });

  test("sandbox-late- sends 5 seconds late", async () => {
    town.worker();
    await pay(await town.order({ orderId: "sandbox-late-1" }));
    town.clock.advance(4000);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(town.arrivals).toEqual([]);
    town.clock.advance(1000);
    await until(() => town.arrivals.length === 1, "a notification");
    const [arrival] = town.arrivals;
    expect((arrival?.at ?? 0) - Date.parse(arrival?.notification.timestamp ?? "")).toBeGreaterThanOrEqual(
      5000,
    );
  });

  test("sandbox-pay-after-close- closes, and is paid 2 seconds later nevertheless", async () => {
    town.worker();
    const url = await town.order({ orderId: "sandbox-pay-after-close-1" });
    const closed = await town.sandbox.gateway.close(transactionOf(url));
    expect(closed.status).toBe("closed");
    expect(await town.sandbox.gateway.query(transactionOf(url))).toMatchObject({ status: "closed" });
    town.clock.advance(2000);
    await until(() => town.arrivals.length === 1, "a notification");
    expect(statuses()).toEqual(["paid"]);
    expect(await town.sandbox.gateway.query(transactionOf(url))).toMatchObject({ status: "paid" });
  });

  test("sandbox-wrong-amount- reports one minor unit too much, told and asked", async () => {
    const url = await town.order({ orderId: "sandbox-wrong-amount-1" });
    await pay(url);
    expect(town.arrivals[0]?.notification.amount).toBe(100);
    expect(await town.sandbox.gateway.query(transactionOf(url))).toMatchObject({ minorUnits: 10_000 });
  });

  test("sandbox-wrong-signature-once- signs wrongly first and rightly a second later", async () => {
    town.api.answer = ({ rightlySigned }) => (rightlySigned ? 200 : 401);
    town.worker();
    await pay(await town.order({ orderId: "sandbox-wrong-signature-once-1" }));
    town.clock.advance(1000);
    await until(() => town.arrivals.length === 2, "the second attempt");
    expect(town.arrivals.map(({ rightlySigned }) => rightlySigned)).toEqual([false, true]);
  });

  test("sandbox-wrong-signature-always- never signs rightly, but knows the payment when asked", async () => {
    town.api.answer = ({ rightlySigned }) => (rightlySigned ? 200 : 401);
    town.worker();
    const url = await town.order({ orderId: "sandbox-wrong-signature-always-1" });
    await pay(url);
    for (let attempts = 1; attempts < 5; attempts++) {
      await until(() => town.arrivals.length === attempts, `attempt ${attempts}`);
      town.clock.advance(10_000);
    }
    expect(town.arrivals.some(({ rightlySigned }) => rightlySigned)).toBe(false);
    expect(await town.sandbox.gateway.query(transactionOf(url))).toMatchObject({
      status: "paid",
      minorUnits: 9999,
    });
  });

  test("sandbox-failed-after-paid- tells of an earlier decline after the payment", async () => {
    town.worker();
    const url = await town.order({ orderId: "sandbox-failed-after-paid-1" });
    await pay(url);
    town.clock.advance(1000);
    await until(() => town.arrivals.length === 2, "both notifications");
    expect(statuses()).toEqual(["paid", "failed"]);
    const [paidAt, failedAt] = town.arrivals.map(({ notification }) => Date.parse(notification.timestamp));
    expect(failedAt).toBeLessThan(paidAt as number);
    expect(await town.sandbox.gateway.query(transactionOf(url))).toMatchObject({ status: "paid" });
  });

  test("sandbox-refund- refunds 2 seconds after the payment", async () => {
    town.worker();
    const url = await town.order({ orderId: "sandbox-refund-1" });
    await pay(url);
    expect(await town.sandbox.gateway.query(transactionOf(url))).toMatchObject({ status: "paid" });
    town.clock.advance(2000);
    await until(() => town.arrivals.length === 2, "both notifications");
    expect(statuses()).toEqual(["paid", "refunded"]);
    expect(await town.sandbox.gateway.query(transactionOf(url))).toMatchObject({ status: "refunded" });
  });

  test("names can be chained", async () => {
    town.worker();
    await town.order({ orderId: "sandbox-autopay-twice-wrong-amount-1" });
    await until(() => town.arrivals.length === 2, "two notifications");
    expect(town.arrivals.map(({ notification }) => notification.amount)).toEqual([100, 100]);
  });

  test.each(["sandbox-1", "SANDBOX-REFUSE-1", "my-sandbox-refuse-1", "sandbox-refused-1", "sandbox-refuse1"])(
    "an order id that only looks like one is an ordinary one: %s",
    async (orderId) => {
      await pay(await town.order({ orderId }));
      expect(town.arrivals).toMatchObject([{ rightlySigned: true, notification: { amount: 99.99 } }]);
    },
  );
});
