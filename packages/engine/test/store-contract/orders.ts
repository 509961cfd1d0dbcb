import type { Order } from "@renewal/engine";
import { expect, it } from "vitest";
import { atOnce, newOrder, type Subject } from "./store-under-test.ts";

export function keepingOrders(subject: Subject): void {
  it("what was given and what was answered is the caller's to change: the store keeps its own", async () => {
    const { store } = subject();
    const given = newOrder();
    const before = { ...given };
    const { transactionId, clientId, userId, orderId } = given;
    const answered = [
      given,
      (await store.insertOrder(given)).order,
      (await store.insertOrder(before)).order,
      await store.findOrder(transactionId),
      await store.findOrderByOrderId(clientId, userId, orderId),
      await store.changeOrder(transactionId, (order) => void Object.assign(order, { status: "paid" })),
    ];
    for (const order of answered) Object.assign(order as Order, { status: "closed", minorUnits: 1 });
    expect(await store.findOrder(transactionId)).toEqual(before);
  });

  it("an order that was kept is found again with everything it had", async () => {
    const { store } = subject();
    const order = newOrder({
      subject: "会员 “O'Reilly”; --\\ 🎉 \u{1F468}\u200D\u{1F469}",
      minorUnits: Number.MAX_SAFE_INTEGER,
      returnUrl: "https://shop.example.com/thanks?a=1&b=%20",
      notifyUrl: "https://shop.example.com/hook",
      paymentUrl: "https://pay.example.com/TXN1",
      createdAt: 4_102_444_800_123,
      paidAt: 4_102_444_800_456,
      closedAt: 4_102_444_800_789,
      refundedAt: 4_102_444_801_000,
      review: "AMOUNT_MISMATCH",
      status: "refunded",
      looks: 3,
    });
    expect(await store.insertOrder(order)).toEqual({ inserted: true, order });
    expect(await store.findOrder(order.transactionId)).toEqual(order);
    expect(await store.findOrderByOrderId("shop", "ann", order.orderId)).toEqual(order);
  });

  it("what an order never had is absent, not empty", async () => {
    const { store } = subject();
    const { order } = await store.insertOrder(newOrder());
    const found = await store.findOrder(order.transactionId);
    expect(Object.keys(found ?? {}).sort()).toEqual(Object.keys(order).sort());
  });

  it("nothing is found of what was never kept", async () => {
    const { store } = subject();
    expect(await store.findOrder("TXN0000000000")).toBeUndefined();
    expect(await store.findOrderByOrderId("shop", "ann", "none")).toBeUndefined();
    expect(await store.listOrders({ clientId: "shop", limit: 10 })).toEqual([]);
    expect(await store.ledgerOf("shop", "ann")).toEqual([]);
  });

  it("a second order with the same order_id is not kept: the first one is answered, untouched", async () => {
    const { store } = subject();
    const first = newOrder();
    await store.insertOrder(first);
    const second = newOrder({ orderId: first.orderId, minorUnits: 1, fingerprint: "0".repeat(64) });
    expect(await store.insertOrder(second)).toEqual({ inserted: false, order: first });
    expect(await store.findOrder(second.transactionId)).toBeUndefined();
    expect(await store.findOrder(first.transactionId)).toEqual(first);
  });

  it("the same order_id of another member, or of another merchant, is another order", async () => {
    const { store } = subject();
    const first = newOrder();
    const others = [{ userId: "bob" }, { clientId: "gym" }, { clientId: "ann", userId: "shop" }];
    for (const about of [{}, ...others]) {
      const { inserted } = await store.insertOrder(newOrder({ orderId: first.orderId, ...about }));
      expect(inserted).toBe(true);
    }
  });

  it("of 50 callers with one order_id exactly one keeps its order, and all are answered that one", async () => {
    const { instances } = subject();
    const stores = await instances(5);
    for (let round = 0; round < 4; round += 1) {
      const orderId = `ORD-race-${round}`;
      const answers = await atOnce(50, async (caller) =>
        (stores[caller % 5] as (typeof stores)[0]).insertOrder(newOrder({ orderId })),
      );
      const kept = answers.filter(({ inserted }) => inserted);
      expect(kept).toHaveLength(1);
      for (const { order } of answers) expect(order).toEqual(kept[0]?.order);
      expect(await stores[0]?.listOrders({ clientId: "shop", orderId, limit: 10 })).toHaveLength(1);
    }
  });
}

export function listingOrders(subject: Subject): void {
  const ids = (orders: readonly Order[]) => orders.map(({ transactionId }) => transactionId);

  it("pages, newest first, show every order once, those of one millisecond too", async () => {
    const { store } = subject();
    const orders = [3, 1, 2, 2, 2, 2, 1, 3, 2].map((createdAt) => newOrder({ createdAt }));
    for (const order of orders) await store.insertOrder(order);
    const expected = [...orders].sort(
      (a, b) => b.createdAt - a.createdAt || (a.transactionId < b.transactionId ? 1 : -1),
    );
    const shown: Order[] = [];
    for (let page = 0; page < 10; page += 1) {
      const orders = await store.listOrders({
        clientId: "shop",
        userId: "ann",
        after: shown.at(-1),
        limit: 2,
      });
      if (orders.length === 0) break;
      shown.push(...orders);
    }
    expect(shown).toEqual(expected);
  });

  it("an order that is kept while somebody turns pages moves no other one to another page", async () => {
    const { store } = subject();
    for (const createdAt of [1, 2, 3]) await store.insertOrder(newOrder({ createdAt }));
    const first = await store.listOrders({ clientId: "shop", limit: 2 });
    await store.insertOrder(newOrder({ createdAt: 9 }));
    const second = await store.listOrders({ clientId: "shop", after: first.at(-1), limit: 2 });
    expect([...first, ...second].map(({ createdAt }) => createdAt)).toEqual([3, 2, 1]);
  });

  it("a member sees their own orders, a merchant those of all its members, and nobody anybody else's", async () => {
    const { store } = subject();
    const keep = async (about: Partial<Order>) =>
      (await store.insertOrder(newOrder(about))).order.transactionId;
    const [ann, bob] = [await keep({}), await keep({ userId: "bob" })];
    await keep({ clientId: "gym" });
    expect(ids(await store.listOrders({ clientId: "shop", userId: "ann", limit: 10 }))).toEqual([ann]);
    expect(ids(await store.listOrders({ clientId: "shop", limit: 10 }))).toEqual([bob, ann]);
  });

  it("a list shows the orders of one status, or of one order_id, when asked to", async () => {
    const { store } = subject();
    const paid = newOrder({ status: "paid" });
    const others = [newOrder({ userId: "bob", orderId: paid.orderId }), newOrder({ status: "closed" })];
    for (const order of [paid, ...others]) await store.insertOrder(order);
    const list = async (about: { status?: Order["status"]; orderId?: string; userId?: string }) =>
      ids(await store.listOrders({ clientId: "shop", limit: 10, ...about }));
    expect(await list({ status: "paid" })).toEqual([paid.transactionId]);
    expect(await list({ status: "failed" })).toEqual([]);
    expect(await list({ orderId: paid.orderId })).toEqual([others[0]?.transactionId, paid.transactionId]);
    expect(await list({ orderId: paid.orderId, userId: "ann", status: "paid" })).toEqual([
      paid.transactionId,
    ]);
  });
}

export function leasingOrders(subject: Subject): void {
  it("a lease is free again the moment it runs out, and not before", async () => {
    const { store } = subject();
    const order = newOrder({ leaseUntil: 5_000 });
    await store.insertOrder(order);
    expect(await store.takeLease(order.transactionId, 4_999, 9_000)).toBeUndefined();
    expect(await store.takeLease(order.transactionId, 5_000, 9_000)).toEqual({ ...order, leaseUntil: 9_000 });
    expect(await store.findOrder(order.transactionId)).toEqual({ ...order, leaseUntil: 9_000 });
    expect(await store.takeLease(order.transactionId, 8_999, 12_000)).toBeUndefined();
  });

  it("of 20 callers who want a lease exactly one gets it", async () => {
    const { store, instances } = subject();
    const stores = await instances(4);
    const { order } = await store.insertOrder(newOrder());
    const leases = await atOnce(20, (caller) =>
      (stores[caller % 4] as typeof store).takeLease(order.transactionId, 1_000, 6_000),
    );
    expect(leases.filter((lease) => lease !== undefined)).toHaveLength(1);
  });

  it("only an order in creating has a lease to take", async () => {
    const { store } = subject();
    for (const status of ["pending", "failed", "closed", "paid", "refunded"] as const) {
      const { order } = await store.insertOrder(newOrder({ status }));
      expect(await store.takeLease(order.transactionId, 1_000, 6_000)).toBeUndefined();
      expect(await store.findOrder(order.transactionId)).toEqual(order);
    }
    expect(await store.takeLease("TXN0000000000", 1_000, 6_000)).toBeUndefined();
  });
}
