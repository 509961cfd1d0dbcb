import { describe, expect, test } from "vitest";
import { ann, bob, hour, openTown, outcome, shop, yearly } from "../town.ts";

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
    expect(outcome(await town.notify(town.gateway.notification(body.transaction_id)))).toBe("200");
    expect((await town.membership()).expires_at).toBe("2027-01-15T08:30:00.000Z");
  });

  test("is told to the gateway with what the person needs to see there", async () => {
    const town = openTown();
    await town.create({ return_url: "https://shop.example.com/thanks" });
    expect([...town.gateway.orders.values()]).toEqual([
      {
        ...{ transactionId: expect.any(String), orderId: "ORD123456", minorUnits: 9999, currency: "CNY" },
        ...{
          subject: "Annual Membership",
          packageId: "yearly",
          months: 12,
          returnUrl: "https://shop.example.com/thanks",
        },
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
    expect(outcome(other)).toBe("422 ORDER_ID_REUSED");
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
    expect(outcome(await town.create({ order_id: "NEW" }))).toBe("400 VALIDATION_ERROR");
    expect(outcome(await town.create({ amount: 12.34 }))).toBe("422 ORDER_ID_REUSED");
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
    expect(outcome(again)).toBe(refused);
    expect(again.body.error.details).toEqual({ transaction_id });
  });
});

test("a merchant's token creates no order", async () => {
  expect(outcome(await openTown().create({}, shop))).toBe("403 FORBIDDEN");
});
