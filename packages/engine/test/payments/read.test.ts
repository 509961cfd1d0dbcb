import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Asking, ann, bob, hour, openTown, rival, second, shop, type Town } from "../town.ts";

const list = async (town: Town, asking: Asking) => (await town.ask("listPayments", asking)).body;
const idsOf = (page: { data: { transaction_id: string }[] }) =>
  page.data.map(({ transaction_id }) => transaction_id);

/** A town in which ann and bob have made orders in turn, two in each second. */
async function townWithOrders(count: number) {
  const town = openTown();
  const made: { id: string; userId: string }[] = [];
  for (let index = 0; index < count; index += 1) {
    const caller = index % 2 === 0 ? ann : bob;
    if (index % 2 === 0) town.clock.time += second;
    const { body } = await town.create({ order_id: `ORD${index}` }, caller);
    made.unshift({ id: body.transaction_id, userId: caller.role === "member" ? caller.userId : "" });
  }
  return { town, made };
}

describe("an order", () => {
  test("tells each moment as RFC 3339 writes it in UTC, whatever the moment", async () => {
    const town = openTown();
    let order = 0;
    const moments = fc.oneof(
      fc.date({ min: new Date(0), max: new Date("2999-12-31T00:00:00Z"), noInvalidDate: true }),
      fc
        .constantFrom("1970-01-01T00:00:00.000Z", "2024-02-29T23:59:59.999Z", "2026-12-31T09:08:07.006Z")
        .map((text) => new Date(text)),
    );
    await fc.assert(
      fc.asyncProperty(moments, async (moment) => {
        town.clock.time = moment.getTime();
        const { body } = await town.create({ order_id: `ORD${++order}` });
        const payment = await town.payment(body.transaction_id);
        expect(payment.created_at).toBe(moment.toISOString());
        expect(payment.expires_at).toBe(new Date(moment.getTime() + 24 * hour).toISOString());
      }),
    );
  });

  test("is seen by its member and by the member's merchant, and by nobody else", async () => {
    const { town, made } = await townWithOrders(1);
    const path = { transaction_id: made[0]?.id as string };
    for (const caller of [ann, shop])
      expect((await town.ask("getPayment", { caller, path })).status).toBe(200);
    const unknown = await town.ask("getPayment", { caller: ann, path: { transaction_id: "TXN0" } });
    expect([unknown.status, unknown.body.error.code]).toEqual([404, "TRANSACTION_NOT_FOUND"]);
    for (const caller of [bob, rival, { ...ann, clientId: "rival" }]) {
      // As if it did not exist: not a byte tells it from one that was never made.
      expect((await town.ask("getPayment", { caller, path })).text).toBe(unknown.text);
    }
  });
});

describe("the list of orders", () => {
  test("is a member's own, and all of its members' for a merchant, newest first", async () => {
    const { town, made } = await townWithOrders(6);
    expect(idsOf(await list(town, { caller: shop }))).toEqual(made.map(({ id }) => id));
    const own = made.filter(({ userId }) => userId === "ann").map(({ id }) => id);
    expect(idsOf(await list(town, { caller: ann }))).toEqual(own);
    expect(idsOf(await list(town, { caller: rival }))).toEqual([]);
  });

  test("is filtered by status and by order_id", async () => {
    const { town, made } = await townWithOrders(4);
    const paid = made[1]?.id as string;
    town.gateway.pay(paid);
    await town.notify(town.gateway.notification(paid));
    expect(idsOf(await list(town, { caller: shop, query: { status: "paid" } }))).toEqual([paid]);
    expect(idsOf(await list(town, { caller: shop, query: { status: "pending" } }))).toHaveLength(3);
    expect(idsOf(await list(town, { caller: shop, query: { order_id: "ORD2" } }))).toEqual([paid]);
    expect(idsOf(await list(town, { caller: bob, query: { order_id: "ORD2" } }))).toEqual([]);
  });

  test("has 20 orders on a page unless more are asked for", async () => {
    const { town } = await townWithOrders(21);
    const page = await list(town, { caller: shop });
    expect([page.data.length, typeof page.next_cursor]).toEqual([20, "string"]);
    const all = await list(town, { caller: shop, query: { limit: "21" } });
    expect([all.data.length, "next_cursor" in all]).toEqual([21, false]);
  });

  test.each([1, 2, 3, 7])("shows each order once in pages of %i, while new ones are made", async (limit) => {
    const { town, made } = await townWithOrders(13);
    const seen: string[] = [];
    let query: Record<string, string> = { limit: String(limit) };
    for (let page = 0; ; page += 1) {
      const answer = await list(town, { caller: shop, query });
      seen.push(...idsOf(answer));
      await town.create({ order_id: `NEW${page}` });
      if (answer.next_cursor === undefined) break;
      query = { limit: String(limit), cursor: answer.next_cursor };
    }
    expect(seen).toEqual(made.map(({ id }) => id));
  });

  test("goes on from a cursor with the filters that are asked for then", async () => {
    const { town } = await townWithOrders(6);
    const { next_cursor } = await list(town, { caller: ann, query: { limit: "1" } });
    const rest = await list(town, { caller: ann, query: { cursor: next_cursor } });
    expect(rest.data).toHaveLength(2);
  });

  test("leads nobody to another's orders by a foreign cursor", async () => {
    const { town } = await townWithOrders(6);
    const { next_cursor } = await list(town, { caller: shop, query: { limit: "1" } });
    expect(idsOf(await list(town, { caller: rival, query: { cursor: next_cursor } }))).toEqual([]);
  });
});
