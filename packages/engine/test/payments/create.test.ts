import { GatewayFailure, StoreUnavailable } from "@renewal/engine";
import { describe, expect, test } from "vitest";
import { ann, bob, hour, openTown, second, shop, yearly } from "../town.ts";

const code = ({ status, body }: { status: number; body: { error?: { code: string } } }) =>
  body.error === undefined ? status : `${status} ${body.error.code}`;

describe("an order", () => {
  test("is answered with its transaction id and where to pay", async () => {
    const town = openTown();
    const { status, headers, body } = await town.create();
    expect([status, headers]).toEqual([200, {}]);
    expect(body).toEqual({
      success: true,
      transaction_id: expect.stringMatching(/^TXN/),
      payment_url: `https://pay.example.com/${body.transaction_id}`,
      message: "Payment order created successfully",
    });
    expect(await town.payment(body.transaction_id)).toMatchObject({
      ...yearly,
      status: "pending",
      user_id: "ann",
      package_id: "yearly",
      months: 12,
    });
  });

  test("without currency and subject is one in CNY for a Membership Renewal", async () => {
    const town = openTown();
    const { body } = await town.create({ currency: undefined, subject: undefined });
    expect(await town.payment(body.transaction_id)).toMatchObject({
      currency: "CNY",
      subject: "Membership Renewal",
    });
  });

  test("buys the package of its price, whatever its subject says", async () => {
    const town = openTown();
    const { body } = await town.create({ amount: 9.99, subject: "Annual Membership" });
    expect(await town.payment(body.transaction_id)).toMatchObject({ package_id: "monthly", months: 1 });
  });

  test("keeps the package as it was bought, though the package changes before it is paid", async () => {
    const town = openTown();
    const { body } = await town.create();
    town.store.tables.packages = [{ ...town.store.tables.packages[2], months: 1 } as never];
    town.gateway.pay(body.transaction_id);
    expect(code(await town.notify(town.gateway.notification(body.transaction_id)))).toBe(200);
    expect((await town.membership()).expires_at).toBe("2027-01-15T08:30:00.000Z");
  });

  test("is told to the gateway with what the person needs to see there", async () => {
    const town = openTown();
    await town.create({ return_url: "https://shop.example.com/thanks" });
    expect([...town.gateway.orders.values()]).toEqual([
      {
        ...{ transactionId: expect.any(String), orderId: "ORD123456", minorUnits: 9999, currency: "CNY" },
        ...{ subject: "Annual Membership", months: 12, returnUrl: "https://shop.example.com/thanks" },
        ...{ expiresAt: town.clock.time + 24 * hour, state: { status: "pending" } },
      },
    ]);
  });
});

describe("an order_id sent again", () => {
  test("with the same parameters is answered with the same bytes, and says so", async () => {
    const town = openTown();
    const first = await town.create();
    const again = await town.create();
    expect(again.text).toBe(first.text);
    expect([first.headers, again.headers]).toEqual([{}, { "Idempotent-Replayed": "true" }]);
    expect(town.gateway.calls.create).toBe(1);
  });

  test.each([
    [
      "the amount in other digits",
      '{"order_id":"ORD123456","amount":9.9990e1,"subject":"Annual Membership"}',
    ],
    [
      "the default written out",
      '{"order_id":"ORD123456","amount":99.99,"currency":"CNY","subject":"Annual Membership"}',
    ],
    ["its fields in another order", '{"subject":"Annual Membership","amount":99.99,"order_id":"ORD123456"}'],
    ["escapes", '{"order_id":"\\u004fRD123456","amount":99.99,"subject":"Annual Membership"}'],
  ])("with %s is the same request", async (_, body) => {
    const town = openTown();
    await town.create({ currency: undefined });
    const again = await town.ask("createPayment", { caller: ann, body });
    expect([again.status, again.headers]).toEqual([200, { "Idempotent-Replayed": "true" }]);
  });

  test("with its subject composed otherwise is the same request", async () => {
    const town = openTown();
    await town.create({ subject: "Cafe\u0301" });
    expect((await town.create({ subject: "Caf\u00e9" })).headers).toEqual({ "Idempotent-Replayed": "true" });
  });

  test.each([
    ["amount", { amount: 9.99 }],
    ["subject", { subject: "Another" }],
    ["return_url", { return_url: "https://shop.example.com/other" }],
    ["notify_url", { notify_url: "https://shop.example.com/hook" }],
  ])("with another %s is refused, and the first order stays", async (_, change) => {
    const town = openTown();
    const first = await town.create();
    const other = await town.create(change);
    expect(code(other)).toBe("422 ORDER_ID_REUSED");
    expect(other.body.error.details).toEqual({ transaction_id: first.body.transaction_id });
    expect((await town.create()).text).toBe(first.text);
  });

  test("by another user, or by another client's user of that name, is another order", async () => {
    const town = openTown();
    const ids = new Set<string>();
    for (const caller of [ann, bob, { ...ann, clientId: "rival" }]) {
      const { headers, body } = await town.create({}, caller);
      expect(headers).toEqual({});
      ids.add(body.transaction_id);
    }
    expect(ids.size).toBe(3);
  });

  test("after the price changed is still answered", async () => {
    const town = openTown();
    const first = await town.create();
    town.store.tables.packages = town.store.tables.packages.map((offer) => ({ ...offer, minorUnits: 5000 }));
    expect((await town.create()).text).toBe(first.text);
    expect(code(await town.create({ order_id: "NEW" }))).toBe("400 VALIDATION_ERROR");
    expect(code(await town.create({ amount: 12.34 }))).toBe("422 ORDER_ID_REUSED");
  });

  test("after a declined try is answered as before: the person may try again", async () => {
    const town = openTown();
    const first = await town.create();
    town.gateway.decline(first.body.transaction_id);
    await town.notify(town.gateway.notification(first.body.transaction_id));
    expect((await town.payment(first.body.transaction_id)).status).toBe("failed");
    expect((await town.create()).text).toBe(first.text);
  });

  test.each([
    ["paid", "409 ORDER_ALREADY_PAID"],
    ["closed", "409 ORDER_CLOSED"],
    ["refunded", "409 ORDER_CLOSED"],
  ])("after it was %s is refused with %s", async (status, refused) => {
    const town = openTown();
    const { transaction_id } = (await town.create()).body;
    await town.notify(town.gateway.notification(transaction_id, { status }));
    const again = await town.create();
    expect(code(again)).toBe(refused);
    expect(again.body.error.details).toEqual({ transaction_id });
  });
});

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
    expect(code(other)).toBe("409 ORDER_IN_PROGRESS");
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
    expect(code(await late)).toBe("409 ORDER_IN_PROGRESS");
    for (const answer of waiting) answer();
    expect((await next).text).toBe((await first).text);
    expect(town.gateway.orders.size).toBe(1);
  });

  test("by fifty requests at once is created once", async () => {
    const town = openTown();
    const answers = await Promise.all(Array.from({ length: 50 }, () => town.create()));
    expect(
      answers.filter(({ status, headers }) => status === 200 && !("Idempotent-Replayed" in headers)),
    ).toHaveLength(1);
    expect(new Set(answers.map(code))).toEqual(new Set([200, "409 ORDER_IN_PROGRESS"]));
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
    expect([code(refused), refused.headers]).toEqual(["500 PAYMENT_FAILED", {}]);
    expect(refused.body.error.message).toMatch(/refused the order\. Nothing was charged/);
    expect((await town.create()).status).toBe(200);
    expect(town.gateway.orders.size).toBe(1);
  });

  test("that does not answer is told of with its Retry-After, and the same request then creates one order", async () => {
    const town = openTown();
    town.gateway.failNext.create = new GatewayFailure("unavailable", "Timeout", { retryAfter: 7 });
    const failed = await town.create();
    expect([code(failed), failed.headers]).toEqual(["500 PAYMENT_FAILED", { "Retry-After": "7" }]);
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
    expect(code(await town.create())).toBe("500 PAYMENT_FAILED");
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
    expect(code(answer)).toBe("500 INTERNAL_ERROR");
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
  expect([code(answer), answer.headers]).toEqual(["503 SERVICE_UNAVAILABLE", { "Retry-After": "3" }]);
  expect(town.gateway.calls.create).toBe(0);
});

test("a merchant's token creates no order", async () => {
  expect(code(await openTown().create({}, shop))).toBe("403 FORBIDDEN");
});
