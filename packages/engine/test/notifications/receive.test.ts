import { StoreUnavailable } from "@renewal/engine";
import { describe, expect, test } from "vitest";
import { day, openTown, second, type TownPlan } from "../town.ts";

async function townWithOrder(plan?: TownPlan) {
  const town = openTown(plan);
  const { transaction_id } = (await town.create()).body;
  const send = async (changes: object = {}) =>
    town.notify({
      ...{
        transaction_id,
        status: "paid",
        amount: 99.99,
        currency: "CNY",
        timestamp: "2026-01-15T08:40:00Z",
      },
      ...changes,
    });
  return { town, send, id: transaction_id as string };
}

describe("a notification", () => {
  test("of a payment renews the membership from the moment that it tells", async () => {
    const { town, send, id } = await townWithOrder();
    const { status, body } = await send();
    expect([status, body]).toEqual([200, { success: true }]);
    expect(await town.payment(id)).toMatchObject({ status: "paid", paid_at: "2026-01-15T08:40:00.000Z" });
    expect((await town.membership()).expires_at).toBe("2027-01-15T08:40:00.000Z");
  });

  test("that is replayed renews once", async () => {
    const { town, send } = await townWithOrder();
    for (let time = 0; time < 5; time += 1) expect((await send()).status).toBe(200);
    expect((await town.membership()).history).toHaveLength(1);
    expect(town.store.tables.notifications).toHaveLength(1);
  });

  test("of a decline after the payment is recorded and ignored", async () => {
    const { town, send, id } = await townWithOrder();
    await send();
    expect((await send({ status: "failed", timestamp: "2026-01-15T08:50:00Z" })).status).toBe(200);
    expect((await town.payment(id)).status).toBe("paid");
    expect(town.store.tables.notifications.map(({ status, outcome }) => [status, outcome])).toEqual([
      ["paid", "applied"],
      ["failed", "ignored"],
    ]);
  });

  test("of a refund takes the renewal back, also when it comes before the payment's", async () => {
    for (const statuses of [
      ["paid", "refunded"],
      ["refunded", "paid"],
    ]) {
      const { town, send, id } = await townWithOrder();
      for (const status of statuses) expect((await send({ status })).status).toBe(200);
      expect((await town.payment(id)).status).toBe("refunded");
      expect(await town.membership()).toMatchObject({ status: "none", history: [] });
    }
  });

  test.each([
    ["amount", { amount: 9.99 }],
    ["amount", { amount: 100 }],
    ["currency", { currency: "USD" }],
  ])(
    "with another %s than the order's is refused, renews nothing and calls a person",
    async (field, change) => {
      const { town, send, id } = await townWithOrder();
      const { status, body } = await send(change);
      expect([status, body.error.code]).toEqual([400, "VALIDATION_ERROR"]);
      expect(body.error.details).toMatchObject({
        field,
        rule: "mismatch",
        reason: "AMOUNT_MISMATCH",
        transaction_id: id,
      });
      expect((await town.payment(id)).status).toBe("pending");
      expect((await town.membership()).status).toBe("none");
      expect(town.store.tables.orders.get(id)?.review).toBe("AMOUNT_MISMATCH");
    },
  );

  test("with the order's amount in other digits is the same amount", async () => {
    const { town, id } = await townWithOrder();
    const text = `{"transaction_id":"${id}","status":"paid","amount":9999e-2,"currency":"CNY","timestamp":"2026-01-15T08:40:00Z"}`;
    expect((await town.notify(text as never)).status).toBe(200);
  });

  test("with digits beyond the currency's is refused, though no double tells it from the order's amount", async () => {
    const { town, id } = await townWithOrder();
    const text = `{"transaction_id":"${id}","status":"paid","amount":99.99000000000000000001,"currency":"CNY","timestamp":"2026-01-15T08:40:00Z"}`;
    const { status, body } = await town.notify(text as never);
    expect([status, body.error.details.rule]).toEqual([400, "decimals"]);
    expect((await town.membership()).status).toBe("none");
  });

  test("of a transaction that nobody made is refused with 404", async () => {
    const { send } = await townWithOrder();
    const { status, body } = await send({ transaction_id: "TXN000" });
    expect([status, body.error.code]).toEqual([404, "TRANSACTION_NOT_FOUND"]);
  });

  test.each([
    ["an unknown status", { status: "settled" }, "status"],
    ["the status of an order that waits", { status: "pending" }, "status"],
    ["a status in capitals", { status: "PAID" }, "status"],
    ["no status", { status: undefined }, "status"],
    ["no timestamp", { timestamp: undefined }, "timestamp"],
    ["an amount as text", { amount: "99.99" }, "amount"],
    ["an unknown field", { secret: 1 }, "secret"],
  ])("with %s is refused", async (_, change, field) => {
    const { send } = await townWithOrder();
    const { status, body } = await send(change);
    expect([status, body.error.code, body.error.details.field]).toEqual([400, "VALIDATION_ERROR", field]);
  });

  test("is answered with 503 while the store is down, and counts when it is sent again", async () => {
    let down = false;
    const { town, send } = await townWithOrder({
      wrapStore: (store) => ({
        ...store,
        changeOrder: (...change) =>
          down ? Promise.reject(new StoreUnavailable("down")) : store.changeOrder(...change),
      }),
    });
    down = true;
    const { status, headers } = await send();
    expect([status, headers["Retry-After"]]).toEqual([503, "1"]);
    down = false;
    expect((await send()).status).toBe(200);
    expect((await town.membership()).history).toHaveLength(1);
  });
});

describe("the moment of a notification", () => {
  test.each([
    ["with an offset", "2026-01-15T16:40:00+08:00"],
    ["with a negative offset and over midnight", "2026-01-14T20:40:00-12:00"],
    ["with no offset known", "2026-01-15T08:40:00-00:00"],
    ["in small letters", "2026-01-15t08:40:00z"],
    ["with nanoseconds", "2026-01-15T08:40:00.000999999Z"],
  ])("%s is read as what it is", async (_, timestamp) => {
    const { town, send, id } = await townWithOrder();
    expect((await send({ timestamp })).status).toBe(200);
    expect((await town.payment(id)).paid_at).toBe("2026-01-15T08:40:00.000Z");
  });

  test.each([
    ["a leap second, which no clock here can show", "2016-12-31T23:59:60Z"],
    ["a day that does not exist", "2026-02-30T00:00:00Z"],
    ["hour 24", "2026-01-15T24:00:00Z"],
    ["no zone", "2026-01-15T08:40:00"],
    ["no time", "2026-01-15"],
    ["seconds since 1970", "1768466400"],
    ["words", "yesterday"],
    ["nothing", ""],
  ])("is refused as %s", async (_, timestamp) => {
    const { send } = await townWithOrder();
    const { status, body } = await send({ timestamp });
    expect([status, body.error.details.field]).toEqual([400, "timestamp"]);
  });

  test("may lie far back: a gateway that sends for days is heard", async () => {
    const { town, send } = await townWithOrder();
    town.clock.time += 20 * day;
    expect((await send()).status).toBe(200);
    expect((await town.membership()).expires_at).toBe("2027-01-15T08:40:00.000Z");
  });

  test.each(["2026-01-15T08:00:00Z", "1970-01-01T00:00:00Z", "0000-01-01T00:00:00+23:59"])(
    "before the order was made (%s) counts as the order's own, here and in what the merchant is told",
    async (timestamp) => {
      const town = openTown();
      const { transaction_id } = (await town.create({ notify_url: "https://shop.example.com/hook" })).body;
      const notification = { transaction_id, status: "paid", amount: 99.99, currency: "CNY", timestamp };
      expect((await town.notify(notification)).status).toBe(200);
      expect((await town.payment(transaction_id)).paid_at).toBe("2026-01-15T08:30:00.000Z");
      const [delivery] = town.store.tables.deliveries.values();
      expect(JSON.parse(delivery?.body as string).timestamp).toBe("2026-01-15T08:30:00.000Z");
    },
  );

  test("may be ahead of us by a day, the width of a wrong zone, and no more", async () => {
    const { town, send } = await townWithOrder();
    const ahead = (milliseconds: number) => new Date(town.clock.time + milliseconds).toISOString();
    const refused = await send({ timestamp: ahead(day + 1) });
    expect([refused.status, refused.body.error.details]).toEqual([
      400,
      { in: "body", field: "timestamp", rule: "maximum" },
    ]);
    expect((await town.membership()).status).toBe("none");
    expect((await send({ timestamp: ahead(day) })).status).toBe(200);
    expect((await town.membership()).status).toBe("active");
    // What was refused for its clock is taken once that moment is near.
    town.clock.time += second;
    expect((await send({ timestamp: ahead(day) })).status).toBe(200);
  });
});
