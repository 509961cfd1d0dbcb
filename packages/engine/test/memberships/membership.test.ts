import { periodsOf } from "@renewal/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ann, bob, day, openTown, rival, shop, type Town } from "../town.ts";
import { payment } from "./ledger.ts";

async function buy(town: Town, order_id: string, amount: number, caller = ann) {
  const { transaction_id } = (await town.create({ order_id, amount }, caller)).body;
  town.gateway.pay(transaction_id);
  await town.notify(town.gateway.notification(transaction_id));
  return transaction_id as string;
}

describe("a membership", () => {
  test("of somebody who never paid is none, with an empty history", async () => {
    const town = openTown();
    await town.create();
    expect(await town.membership()).toEqual({ user_id: "ann", status: "none", history: [] });
  });

  test("tells what was paid, for when, and how long it lasts", async () => {
    const town = openTown();
    const first = await buy(town, "A", 9.99);
    town.clock.time += day;
    const next = await buy(town, "B", 99.99);
    const period = { currency: "CNY" };
    expect(await town.membership()).toEqual({
      user_id: "ann",
      status: "active",
      package_id: "monthly",
      expires_at: "2027-02-15T08:30:00.000Z",
      history: [
        {
          ...period,
          ...{ transaction_id: first, order_id: "A", package_id: "monthly", months: 1, amount: 9.99 },
          paid_at: "2026-01-15T08:30:00.000Z",
          starts_at: "2026-01-15T08:30:00.000Z",
          ends_at: "2026-02-15T08:30:00.000Z",
        },
        {
          ...period,
          ...{ transaction_id: next, order_id: "B", package_id: "yearly", months: 12, amount: 99.99 },
          paid_at: "2026-01-16T08:30:00.000Z",
          starts_at: "2026-02-15T08:30:00.000Z",
          ends_at: "2027-02-15T08:30:00.000Z",
        },
      ],
    });
    town.clock.time = Date.parse("2026-03-01T00:00:00Z");
    expect((await town.membership()).package_id).toBe("yearly");
  });

  test("is active until its last millisecond and expired from the next on", async () => {
    const town = openTown();
    await buy(town, "A", 9.99);
    const expiry = Date.parse("2026-02-15T08:30:00Z");
    town.clock.time = expiry - 1;
    expect(await town.membership()).toMatchObject({ status: "active", package_id: "monthly" });
    town.clock.time = expiry;
    expect(await town.membership()).toMatchObject({
      ...{ status: "expired", package_id: "monthly", expires_at: "2026-02-15T08:30:00.000Z" },
    });
  });

  test("follows the calendar of the business's time zone", async () => {
    const atMonthEnd = async (businessTimeZone: string) => {
      const town = openTown({ settings: { businessTimeZone } });
      town.clock.time = Date.parse("2026-01-30T18:00:00Z");
      await buy(town, "A", 9.99);
      return (await town.membership()).expires_at;
    };
    // In Shanghai it is the 31st already, in New York still the 30th: both end on February 28 there.
    expect(await atMonthEnd("Asia/Shanghai")).toBe("2026-02-27T18:00:00.000Z");
    expect(await atMonthEnd("America/New_York")).toBe("2026-02-28T18:00:00.000Z");
  });

  test("that is remembered is told at every moment as one that is worked out anew", async () => {
    const start = Date.parse("2026-01-15T08:30:00Z");
    const moment = fc.integer({ min: start - 40 * day, max: start + 500 * day });
    const paid = fc.uniqueArray(moment, { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(paid, fc.array(moment, { minLength: 5, maxLength: 20 }), async (payments, moments) => {
        const ledger = payments.map((paidAt) => payment(paidAt));
        const [remembering, plain] = [() => ledger, () => [...ledger]].map((ledgerOf) =>
          openTown({ wrapStore: (store) => ({ ...store, ledgerOf: async () => ledgerOf() }) }),
        ) as [Town, Town];
        const ends = periodsOf(ledger, "Asia/Shanghai").flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]);
        for (const time of [...moments, ...ends.flatMap((end) => [end, end - 1])]) {
          for (const town of [remembering, plain]) town.clock.time = time;
          expect(await remembering.membership()).toEqual(await plain.membership());
        }
      }),
    );
  });

  test("that was told is not told otherwise by a payment that comes later", async () => {
    const town = openTown();
    await buy(town, "A", 9.99);
    const request = { path: {}, query: undefined, header: () => undefined, body: new Uint8Array() };
    const told = await town.engine.perform("getMembership", request, ann);
    const before = JSON.stringify(told.body);
    expect((await town.engine.perform("getMembership", request, ann)).body).toBe(told.body);
    await buy(town, "B", 9.99);
    expect(JSON.stringify(told.body)).toBe(before);
    expect((await town.membership()).history).toHaveLength(2);
  });

  test("is a member's own, and any member's for its merchant", async () => {
    const town = openTown();
    await buy(town, "A", 99.99, bob);
    const ask = async (caller: typeof ann, query: Record<string, string> = {}) => {
      const { status, body } = await town.ask("getMembership", { caller, query });
      return [status, body.error?.code ?? body.status];
    };
    expect(await ask(bob)).toEqual([200, "active"]);
    expect(await ask(bob, { user_id: "bob" })).toEqual([200, "active"]);
    expect(await ask(ann, { user_id: "bob" })).toEqual([403, "FORBIDDEN"]);
    expect(await ask(shop, { user_id: "bob" })).toEqual([200, "active"]);
    expect(await ask(rival, { user_id: "bob" })).toEqual([200, "none"]);
    expect(await ask(shop)).toEqual([400, "VALIDATION_ERROR"]);
  });
});
