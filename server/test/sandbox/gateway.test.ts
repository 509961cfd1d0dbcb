import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { choose, day, foundTown, orderOf, type Town, transactionOf } from "./town.ts";

let town: Town;
beforeEach(async () => {
  town = await foundTown();
});
afterEach(() => town.close());

describe("The sandbox as a gateway", () => {
  test("the same order sent again answers the same address and registers nothing twice", async () => {
    const order = orderOf(town.clock.now());
    const answers = await Promise.all([1, 2, 3].map(() => town.sandbox.gateway.create(order)));
    expect(new Set(answers.map(({ paymentUrl }) => paymentUrl)).size).toBe(1);
    await choose(answers[0]?.paymentUrl as string, { action: "pay" });
    await town.sandbox.gateway.create(order);
    expect(await town.sandbox.gateway.query(order.transactionId)).toMatchObject({ status: "paid" });
  });

  test("another order under a known transaction id is refused", async () => {
    const order = orderOf(town.clock.now());
    await town.sandbox.gateway.create(order);
    const other = town.sandbox.gateway.create({ ...order, minorUnits: 1 });
    await expect(other).rejects.toMatchObject({ name: "GatewayFailure", kind: "refused" });
  });

  test("an order that it never heard of is unknown, asked and closed", async () => {
    expect(await town.sandbox.gateway.query("TXN0000000000")).toEqual({ status: "unknown" });
    expect(await town.sandbox.gateway.close("TXN0000000000")).toEqual({ status: "unknown" });
  });

  test("a closed order cannot be paid, and closing it again answers the same", async () => {
    const url = await town.order();
    const closed = await town.sandbox.gateway.close(transactionOf(url));
    expect(closed).toMatchObject({ status: "closed", minorUnits: 9999, currency: "CNY" });
    town.clock.advance(1000);
    expect(await town.sandbox.gateway.close(transactionOf(url))).toEqual(closed);
    await choose(url, { action: "pay" });
    expect(await town.sandbox.gateway.query(transactionOf(url))).toEqual(closed);
    expect(town.arrivals).toEqual([]);
  });

  test("closing answers paid when the person was faster", async () => {
    const url = await town.order();
    await choose(url, { action: "pay" });
    expect(await town.sandbox.gateway.close(transactionOf(url))).toMatchObject({ status: "paid" });
  });

  test("an order whose time is over is closed by itself, a declined one too", async () => {
    const untouched = await town.order();
    const declined = await town.order();
    await choose(declined, { action: "decline" });
    town.clock.advance(day);
    for (const url of [untouched, declined]) {
      await choose(url, { action: "pay" });
      expect(await town.sandbox.gateway.query(transactionOf(url))).toMatchObject({ status: "closed" });
    }
  });

  test("a store that cannot be reached is a gateway that does not answer", async () => {
    const broken = await foundTown({
      payments: new Proxy(town.payments, {
        get: () => () => Promise.reject(new Error("no connection to 10.0.0.1")),
      }),
    });
    const calls = [
      () => broken.sandbox.gateway.create(orderOf(0)),
      () => broken.sandbox.gateway.query("TXN0000000000"),
      () => broken.sandbox.gateway.close("TXN0000000000"),
    ];
    for (const call of calls) {
      const failure = await call().catch((error: unknown) => error);

      expect(failure).toMatchObject({ name: "GatewayFailure", kind: "unavailable" });
      expect(String(failure)).not.toContain("10.0.0.1");
    }
    const page = await fetch(`${broken.origin}/sandbox/pay/TXN0000000000`);
    expect(page.status).toBe(503);
    expect(page.headers.get("retry-after")).toBe("2");
    expect(await page.text()).not.toContain("10.0.0.1");
    await broken.close();
  });
});

describe("Order ids that make creating go wrong", () => {
  async function timed(orderId: string, transactionId?: string) {
    const started = performance.now();
    const order = orderOf(town.clock.now(), { orderId, ...(transactionId && { transactionId }) });
    const outcome = await town.sandbox.gateway.create(order).catch((error: unknown) => error);
    return { outcome, took: performance.now() - started, order };
  }

  test("sandbox-slow- answers after 2 seconds, in time", async () => {
    const { outcome, took } = await timed("sandbox-slow-1");
    expect(outcome).toHaveProperty("paymentUrl");
    expect(took).toBeGreaterThan(1900);
  });

  test("sandbox-too-slow- fails after 3 seconds, every time", async () => {
    for (const { outcome, took } of [await timed("sandbox-too-slow-1"), await timed("sandbox-too-slow-1")]) {
      expect(outcome).toMatchObject({ name: "GatewayFailure", kind: "unavailable" });
      expect(took).toBeGreaterThan(2900);
      expect(took).toBeLessThan(9000);
    }
  });

  test("sandbox-timeout- loses the answer but has the order, and asking again finds it at once", async () => {
    const { outcome, order } = await timed("sandbox-timeout-1");
    expect(outcome).toMatchObject({ name: "GatewayFailure", kind: "unavailable" });
    expect(await town.sandbox.gateway.query(order.transactionId)).toMatchObject({ status: "pending" });
    const again = await timed("sandbox-timeout-1", order.transactionId);
    expect(again.outcome).toEqual({ paymentUrl: `${town.origin}/sandbox/pay/${order.transactionId}` });
    expect(again.took).toBeLessThan(1800);
  });

  test("sandbox-refuse- is refused, every time, and leaves nothing behind", async () => {
    const { outcome, order } = await timed("sandbox-refuse-1");
    expect(outcome).toMatchObject({ name: "GatewayFailure", kind: "refused" });
    expect((await timed("sandbox-refuse-1")).outcome).toMatchObject({ kind: "refused" });
    expect(await town.sandbox.gateway.query(order.transactionId)).toEqual({ status: "unknown" });
  });
});
