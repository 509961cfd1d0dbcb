import { GatewayFailure, StoreUnavailable } from "@renewal/engine";
import { describe, expect, test } from "vitest";
import { openTown, outcome, second } from "../town.ts";

describe("an order that is being created", () => {
  /** A gateway whose answer comes when the test says so. */
  function slowTown() {
    const waiting: (() => void)[] = [];
    const town = openTown({
      wrapGateway: (gateway) => ({
        ...gateway,
        async create(order) {
          await new Promise<void>((resolve) => waiting.push(resolve));
          return gateway.create(order);
        },
      }),
    });
    const started = async (count: number) => {
      while (waiting.length < count) await new Promise(setImmediate);
    };
    return { town, waiting, started };
  }

  test("is in progress for everybody else, who is told when to come back", async () => {
    const { town, waiting, started } = slowTown();
    const first = town.create();
    await started(1);
    town.clock.time += 1500;
    const other = await town.create();
    expect(outcome(other)).toBe("409 ORDER_IN_PROGRESS");
    expect(other.headers["Retry-After"]).toBe("4");
    waiting[0]?.();
    const { text } = await first;
    expect((await town.create()).text).toBe(text);
  });

  test("goes to whoever comes first once its lease ran out, and both get the same order", async () => {
    const { town, waiting, started } = slowTown();
    const first = town.create();
    await started(1);
    town.clock.time += 5 * second;
    const [next, late] = [town.create(), town.create()];
    await started(2);
    expect(outcome(await late)).toBe("409 ORDER_IN_PROGRESS");
    for (const answer of waiting) answer();
    expect((await next).text).toBe((await first).text);
    expect(town.gateway.orders.size).toBe(1);
  });

  test("by fifty requests at once is created once", async () => {
    const { town, waiting, started } = slowTown();
    const asked = Array.from({ length: 50 }, () => town.create());
    await started(1);
    waiting[0]?.();
    const answers = await Promise.all(asked);
    expect(
      answers.filter(({ status, headers }) => status === 200 && !("Idempotent-Replayed" in headers)),
    ).toHaveLength(1);
    expect(new Set(answers.map(outcome))).toEqual(new Set(["200", "409 ORDER_IN_PROGRESS"]));
    expect(town.store.tables.orders.size).toBe(1);
    expect(town.gateway.calls.create).toBe(1);
  });

  test("and paid before we hear that it was created, stays paid", async () => {
    const town = openTown({
      wrapGateway: (gateway) => ({
        ...gateway,
        async create(order) {
          const placed = await gateway.create(order);
          town.gateway.pay(order.transactionId);
          expect((await town.notify(town.gateway.notification(order.transactionId))).status).toBe(200);
          return placed;
        },
      }),
    });
    const { status, body } = await town.create();
    expect(status).toBe(200);
    expect(await town.payment(body.transaction_id)).toMatchObject({
      status: "paid",
      payment_url: body.payment_url,
    });
    expect((await town.membership()).history).toHaveLength(1);
  });
});

describe("a gateway", () => {
  test("that refuses is told of without Retry-After, and the order may be sent again", async () => {
    const town = openTown();
    town.gateway.failNext.create = new GatewayFailure("refused", "The shop is unknown.");
    const refused = await town.create();
    expect([outcome(refused), refused.headers]).toEqual(["500 PAYMENT_FAILED", {}]);
    expect(refused.body.error.message).toMatch(/refused the order\. Nothing was charged/);
    expect((await town.create()).status).toBe(200);
    expect(town.gateway.orders.size).toBe(1);
  });

  test("that does not answer is told of with its Retry-After, and the same request then creates one order", async () => {
    const town = openTown();
    town.gateway.failNext.create = new GatewayFailure("unavailable", "Timeout", { retryAfter: 7 });
    const failed = await town.create();
    expect([outcome(failed), failed.headers]).toEqual(["500 PAYMENT_FAILED", { "Retry-After": "7" }]);
    expect((await town.create()).status).toBe(200);
    expect([town.store.tables.orders.size, town.gateway.orders.size]).toEqual([1, 1]);
  });

  test("that has the order but whose answer was lost has one order after the second request", async () => {
    let lost = 1;
    const town = openTown({
      wrapGateway: (gateway) => ({
        ...gateway,
        async create(order) {
          const placed = await gateway.create(order);
          if (lost-- > 0) throw new GatewayFailure("unavailable", "Timeout");
          return placed;
        },
      }),
    });
    expect(outcome(await town.create())).toBe("500 PAYMENT_FAILED");
    expect((await town.create()).body.payment_url).toMatch(/^https:\/\/pay/);
    expect(town.gateway.orders.size).toBe(1);
  });

  test("that throws what no gateway may throw tells the client nothing of it", async () => {
    const town = openTown({
      wrapGateway: (gateway) => ({
        ...gateway,
        create: () => Promise.reject(new TypeError("secret_key of undefined at /srv/gateway.ts")),
      }),
    });
    const answer = await town.create();
    expect(outcome(answer)).toBe("500 INTERNAL_ERROR");
    expect(answer.text).not.toMatch(/secret|srv/);
  });
});

test("a store that cannot be reached is told of with its Retry-After, and no gateway order is made", async () => {
  const town = openTown({
    wrapStore: (store) => ({
      ...store,
      insertOrder: () => Promise.reject(new StoreUnavailable("down", { retryAfter: 3 })),
    }),
  });
  const answer = await town.create();
  expect([outcome(answer), answer.headers]).toEqual(["503 SERVICE_UNAVAILABLE", { "Retry-After": "3" }]);
  expect(town.gateway.calls.create).toBe(0);
});
