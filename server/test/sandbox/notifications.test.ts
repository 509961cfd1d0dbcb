import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { choose, foundTown, type Town, transactionOf, until } from "./town.ts";

let town: Town;
beforeEach(async () => {
  town = await foundTown();
});
afterEach(() => town.close());

const pay = (url: string) => choose(url, { action: "pay" });
const statuses = () => town.arrivals.map(({ notification }) => notification.status);

describe("What the sandbox tells the API", () => {
  test("a payment is told as the documentation says: path, type, signature over the raw bytes, five fields", async () => {
    const url = await town.order();
    await pay(url);
    expect(town.arrivals).toHaveLength(1);
    expect(town.arrivals[0]).toMatchObject({
      path: "/v1/payment/notify",
      contentType: "application/json",
      rightlySigned: true,
      notification: { transaction_id: transactionOf(url), status: "paid", amount: 99.99, currency: "CNY" },
    });
    expect(Object.keys(town.arrivals[0]?.notification ?? {})).toHaveLength(5);
    expect(town.arrivals[0]?.notification.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test("a decline is told as failed, and a payment on the same page afterwards as paid", async () => {
    const url = await town.order();
    await choose(url, { action: "decline" });
    await pay(url);
    expect(statuses()).toEqual(["failed", "paid"]);
  });

  test("the amount has the decimals of its currency", async () => {
    await pay(await town.order({ minorUnits: 1500, currency: "JPY" }));
    await pay(await town.order({ minorUnits: 1234567, currency: "KWD" }));
    expect(town.arrivals.map(({ notification }) => notification.amount)).toEqual([1500, 1234.567]);
  });

  test("an abandoned and a closed order are told of with no word", async () => {
    await town.sandbox.gateway.close(transactionOf(await town.order()));
    await town.order();
    town.worker();
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(town.arrivals).toEqual([]);
  });
});

describe("A notification that was not answered with 200", () => {
  test("is sent again 1 s, 2 s, 4 s … later until it is, and then never again", async () => {
    town.api.answer = () => (town.arrivals.length < 4 ? 503 : 200);
    const url = await town.order();
    await pay(url);
    town.worker();
    const left = async () => (await town.payments.find(transactionOf(url)))?.notifications[0];
    for (const [index, wait] of [1000, 2000, 4000].entries()) {
      await until(async () => (await left())?.attempts === index + 1, "the attempt is written down");
      town.clock.advance(wait - 500);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(town.arrivals).toHaveLength(index + 1);
      town.clock.advance(500);
      await until(() => town.arrivals.length === index + 2, `attempt ${index + 2}`);
    }
    expect(new Set(town.arrivals.map(({ notification }) => JSON.stringify(notification))).size).toBe(1);
    await until(async () => (await left()) === undefined, "none is left");
    town.clock.advance(24 * 3_600_000);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(town.arrivals).toHaveLength(4);
    expect(town.faults.map(({ status, attempt }) => [status, attempt])).toEqual([
      [503, 1],
      [503, 2],
      [503, 3],
    ]);
  });

  test.each([201, 302, 400, 401, 404, 500])("also counts as not received: %i", async (status) => {
    town.api.answer = () => (town.arrivals.length < 2 ? status : 200);
    await pay(await town.order());
    town.worker();
    town.clock.advance(1000);
    await until(() => town.arrivals.length === 2, "the second attempt");
  });

  test("is given up after three days", async () => {
    town.api.answer = () => 500;
    const url = await town.order({ expiresAt: town.clock.now() + 365 * 24 * 3_600_000 });
    const started = town.clock.now();
    await pay(url);
    let attempts = 1;
    for (; attempts < 200; attempts++) {
      const left = (await town.payments.find(transactionOf(url)))?.notifications[0];
      if (left === undefined) break;
      town.clock.advance(left.dueAt - town.clock.now());
      await town.deliverDue();
    }
    expect(attempts).toBe(80);
    expect(town.clock.now() - started).toBeGreaterThan(2.8 * 24 * 3_600_000);
    expect(town.clock.now() - started).toBeLessThan(3 * 24 * 3_600_000);
  });

  test("is sent by another process when the first one died in the middle of it", async () => {
    town.api.answer = () => new Promise(() => {});
    const url = await town.order();
    void pay(url).catch(() => {});
    await until(() => town.arrivals.length === 1, "the first process sends");
    // From here on the first process is as good as dead: its attempt never ends.
    town.api.answer = () => 200;
    town.worker();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(town.arrivals).toHaveLength(1);
    town.clock.advance(10_000);
    await until(() => town.arrivals.length === 2, "the second process sends");
    await until(
      async () => (await town.payments.find(transactionOf(url)))?.notifications.length === 0,
      "none is left",
    );
  });
});

describe("Several processes", () => {
  test("share the notifications that are due: each is sent once, and none is forgotten", async () => {
    const urls = await Promise.all(
      Array.from({ length: 50 }, (_, index) => town.order({ orderId: `sandbox-autopay-${index}` })),
    );
    for (let process = 0; process < 4; process++) town.worker();
    await until(() => town.arrivals.length >= 50, "fifty notifications");
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(town.arrivals.map(({ notification }) => notification.transaction_id).sort()).toEqual(
      urls.map(transactionOf).sort(),
    );
  });
});

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
