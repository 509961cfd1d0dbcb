import { type LedgerEntry, StoreUnavailable } from "@renewal/engine";
import { expect, it } from "vitest";
import { atOnce, deliveryOf, newOrder, notificationOf, paymentOf, type Subject } from "./store-under-test.ts";

export function changingOrders(subject: Subject): void {
  it("a change writes the order, the notification, the payment and the delivery together", async () => {
    const { store, notificationsOf } = subject();
    const { order } = await store.insertOrder(newOrder({ status: "pending" }));
    const [notification, payment] = [notificationOf(order), paymentOf(order, 5_000)];
    const delivery = deliveryOf(order);
    const after = { ...order, status: "paid" as const, paidAt: 5_000, updatedAt: 5_100 };
    const changed = await store.changeOrder(order.transactionId, (current) => {
      expect(current).toEqual(order);
      return {
        order: { status: "paid", paidAt: 5_000, updatedAt: 5_100 },
        ...{ notification, payment, delivery },
      };
    });
    expect(changed).toEqual(after);
    expect(await store.findOrder(order.transactionId)).toEqual(after);
    expect(await store.ledgerOf("shop", "ann")).toEqual([payment]);
    expect(await notificationsOf(order.transactionId)).toEqual([notification]);
    expect(await store.listDeliveries({ limit: 10 })).toEqual([delivery]);
  });

  it("an order that the gateway has is pending with its address, and one that was paid meanwhile stays paid", async () => {
    const { store } = subject();
    const placed = { paymentUrl: "https://pay.example.com/1", updatedAt: 2_000, dueAt: 3_000 };
    const lease = { leaseUntil: 9_000, dueAt: 9_000 };
    const { order } = await store.insertOrder(newOrder({ ...lease, status: "creating" }));
    const pending = { ...order, ...placed, status: "pending", leaseUntil: 0 };
    expect(await store.placeOrder(order.transactionId, placed)).toBe(true);
    expect(await store.findOrder(order.transactionId)).toEqual(pending);
    const { order: other } = await store.insertOrder(
      newOrder({ ...lease, orderId: "B", status: "creating" }),
    );
    await store.changeOrder(other.transactionId, () => ({ order: { status: "paid", paidAt: 1_500 } }));
    const paid = { ...other, ...placed, status: "paid", paidAt: 1_500, leaseUntil: 0 };
    expect(await store.placeOrder(other.transactionId, placed)).toBe(true);
    expect(await store.findOrder(other.transactionId)).toEqual(paid);
    expect(await store.placeOrder("TXN0000000000", placed)).toBe(false);
    expect(await store.findOrder(order.transactionId)).toEqual(pending);
  });

  it("a decision that throws writes nothing, and the caller gets its very error", async () => {
    const { store } = subject();
    const { order } = await store.insertOrder(newOrder());
    const errors = [
      new Error("Connection terminated: timeout, deadlock, ECONNRESET"),
      Object.assign(new Error("as a database would say"), { code: "40001", errcode: 5 }),
      new StoreUnavailable("thrown by the decision"),
    ];
    for (const error of errors) {
      let asked = 0;
      const change = store.changeOrder(order.transactionId, () => {
        asked += 1;
        throw error;
      });
      await expect(change).rejects.toBe(error);
      expect(asked).toBe(1);
    }
    expect(await store.findOrder(order.transactionId)).toEqual(order);
    expect((await store.changeOrder(order.transactionId, () => ({ order: { looks: 1 } })))?.looks).toBe(1);
  });

  it("a decision for nothing, or for no field, changes nothing", async () => {
    const { store } = subject();
    const { order } = await store.insertOrder(newOrder());
    for (const change of [undefined, {}, { order: {} }]) {
      expect(await store.changeOrder(order.transactionId, () => change)).toEqual(order);
    }
    expect(await store.findOrder(order.transactionId)).toEqual(order);
  });

  it("nobody decides about an order that is not there", async () => {
    const { store } = subject();
    const decide = () => expect.unreachable("asked to decide about nothing");
    expect(await store.changeOrder("TXN0000000000", decide)).toBeUndefined();
  });

  it("a decision sees every earlier one: 50 at once count to 50", async () => {
    const { store, instances } = subject();
    const stores = await instances(5);
    const { order } = await store.insertOrder(newOrder());
    await atOnce(50, (caller) =>
      (stores[caller % 5] as typeof store).changeOrder(order.transactionId, ({ looks }) => ({
        order: { looks: looks + 1 },
      })),
    );
    expect((await store.findOrder(order.transactionId))?.looks).toBe(50);
  });

  it("what a decision does to the order in its hands changes nothing that is kept", async () => {
    const { store } = subject();
    const { order } = await store.insertOrder(newOrder());
    await store.changeOrder(order.transactionId, (current) => {
      current.status = "paid";
      return { order: { looks: 1 } };
    });
    const found = await store.findOrder(order.transactionId);
    if (found !== undefined) found.minorUnits = 1;
    expect(await store.findOrder(order.transactionId)).toEqual({ ...order, looks: 1 });
  });

  it("a field that is set to undefined is absent afterwards", async () => {
    const { store } = subject();
    const { order } = await store.insertOrder(newOrder({ review: "AMOUNT_MISMATCH" }));
    const changed = await store.changeOrder(order.transactionId, () => ({ order: { review: undefined } }));
    expect(changed).toStrictEqual(await store.findOrder(order.transactionId));
    expect(changed?.review).toBeUndefined();
  });
}

export function keepingPayments(subject: Subject): void {
  it("a payment counts once; of several reports of it the earliest moment stays", async () => {
    const { store } = subject();
    const { order } = await store.insertOrder(newOrder());
    for (const paidAt of [5_000, 7_000, 5_000, 4_000, 6_000]) {
      await store.changeOrder(order.transactionId, () => ({ payment: paymentOf(order, paidAt) }));
    }
    expect(await store.ledgerOf("shop", "ann")).toEqual([paymentOf(order, 4_000)]);
  });

  it("one payment reported 100 times at once counts once", async () => {
    const { store, instances } = subject();
    const stores = await instances(5);
    const { order } = await store.insertOrder(newOrder());
    await atOnce(100, (caller) =>
      (stores[caller % 5] as typeof store).changeOrder(order.transactionId, () => ({
        payment: paymentOf(order, 5_000 + ((caller * 7) % 100)),
        notification: notificationOf(order, { timestamp: caller % 10 }),
      })),
    );
    expect(await store.ledgerOf("shop", "ann")).toEqual([paymentOf(order, 5_000)]);
    expect(await subject().notificationsOf(order.transactionId)).toHaveLength(10);
  });

  it("a payment that was taken back no longer counts; one that is reported afterwards does", async () => {
    const { store } = subject();
    const orders = [newOrder(), newOrder()] as const;
    for (const order of orders) {
      await store.insertOrder(order);
      await store.changeOrder(order.transactionId, () => ({ payment: paymentOf(order, 5_000) }));
    }
    const [order, other] = orders;
    const voidPayment = { voidPayment: { at: 9_000 } };
    await store.changeOrder(order.transactionId, () => voidPayment);
    await store.changeOrder(order.transactionId, () => voidPayment);
    expect(await store.ledgerOf("shop", "ann")).toEqual([paymentOf(other, 5_000)]);
    await store.changeOrder(order.transactionId, () => ({ payment: paymentOf(order, 6_000) }));
    expect(await store.ledgerOf("shop", "ann")).toEqual([paymentOf(other, 5_000), paymentOf(order, 6_000)]);
  });

  it("a ledger that was told stays as it was told", async () => {
    const { store } = subject();
    const orders = [newOrder(), newOrder()] as const;
    const told: (readonly LedgerEntry[])[] = [await store.ledgerOf("shop", "ann")];
    for (const [index, order] of orders.entries()) {
      await store.insertOrder(order);
      await store.changeOrder(order.transactionId, () => ({ payment: paymentOf(order, 5_000 + index) }));
      told.push(await store.ledgerOf("shop", "ann"));
    }
    await store.changeOrder(orders[0].transactionId, () => ({ voidPayment: { at: 9_000 } }));
    expect(told.map((ledger) => ledger.length)).toEqual([0, 1, 2]);
    expect(await store.ledgerOf("shop", "ann")).toEqual([paymentOf(orders[1], 5_001)]);
  });

  it("payments are told in the order they were made, of one moment by transaction id", async () => {
    const { store } = subject();
    const orders = [30, 10, 20, 10, 20].map((paidAt) => ({ paidAt, order: newOrder() }));
    for (const { order, paidAt } of orders) {
      await store.insertOrder(order);
      await store.changeOrder(order.transactionId, () => ({ payment: paymentOf(order, paidAt) }));
    }
    const expected = orders
      .map(({ order, paidAt }) => paymentOf(order, paidAt))
      .sort((a, b) => a.paidAt - b.paidAt || (a.transactionId < b.transactionId ? -1 : 1));
    expect(await store.ledgerOf("shop", "ann")).toEqual(expected);
    expect(await store.ledgerOf("shop", "bob")).toEqual([]);
    expect(await store.ledgerOf("gym", "ann")).toEqual([]);
  });

  it("a notification is kept once per status and timestamp, as it came first", async () => {
    const { store, notificationsOf } = subject();
    const { order } = await store.insertOrder(newOrder());
    const first = notificationOf(order);
    const others = [
      notificationOf(order, { timestamp: 5_001 }),
      notificationOf(order, { status: "refunded" }),
    ];
    const again = notificationOf(order, { outcome: "ignored", receivedAt: 9_000, minorUnits: 1 });
    for (const notification of [first, again, ...others, again]) {
      await store.changeOrder(order.transactionId, () => ({ notification }));
    }
    const kept = await notificationsOf(order.transactionId);
    expect(kept).toHaveLength(3);
    expect(kept).toEqual(expect.arrayContaining([first, ...others]));
  });
}
