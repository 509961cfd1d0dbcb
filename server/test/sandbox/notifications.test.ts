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

  test("goes the public way when the server listens on an address of the network", async () => {
    const inTheNetwork = await foundTown({ apiUrl: "http://192.0.2.1:8080" });
    await pay(await inTheNetwork.order());
    expect(inTheNetwork.arrivals).toMatchObject([{ rightlySigned: true }]);
    await inTheNetwork.close();
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
