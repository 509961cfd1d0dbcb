import type { Order, Store } from "@renewal/engine";
import { expect, it } from "vitest";
import { atOnce, keepDelivery, newOrder, type Subject } from "./store-under-test.ts";

export function claimingOrders(subject: Subject): void {
  const keep = async (store: Store, about: Partial<Order>) =>
    (await store.insertOrder(newOrder(about))).order;

  it("due orders are claimed oldest due first, no more than asked for, each with one more look", async () => {
    const { store } = subject();
    const [third, first, second] = [
      await keep(store, { dueAt: 300, looks: 7 }),
      await keep(store, { dueAt: 100, status: "pending" }),
      await keep(store, { dueAt: 200, status: "failed" }),
    ];
    expect(await store.claimDueOrders(1_000, 9_000, 2)).toEqual([
      { ...first, leaseUntil: 9_000, looks: 1 },
      { ...second, leaseUntil: 9_000, looks: 1 },
    ]);
    expect(await store.claimDueOrders(1_000, 9_000, 2)).toEqual([{ ...third, leaseUntil: 9_000, looks: 8 }]);
    expect(await store.findOrder(third.transactionId)).toEqual({ ...third, leaseUntil: 9_000, looks: 8 });
  });

  it("an order is due the moment it says, unless somebody holds its lease, and again when the lease is over", async () => {
    const { store } = subject();
    const { transactionId } = await keep(store, { dueAt: 1_000, leaseUntil: 2_000 });
    const claim = async (now: number) =>
      (await store.claimDueOrders(now, now + 500, 9)).map((order) => order.transactionId);
    expect(await claim(999)).toEqual([]);
    expect(await claim(1_999)).toEqual([]);
    expect(await claim(2_000)).toEqual([transactionId]);
    expect(await claim(2_499)).toEqual([]);
    expect(await claim(2_500)).toEqual([transactionId]);
  });

  it("an order that is paid, closed or refunded is never due", async () => {
    const { store } = subject();
    for (const status of ["closed", "paid", "refunded"] as const) await keep(store, { status, dueAt: 0 });
    expect(await store.claimDueOrders(1e12, 2e12, 10)).toEqual([]);
  });

  it("eight workers who claim side by side get every due order, and none of them twice", async () => {
    const { store, instances } = subject();
    const workers = await instances(8);
    const orders = await atOnce(200, (index) => keep(store, { dueAt: index, status: "pending" }));
    const claimed = await Promise.all(
      workers.map(async (worker) => {
        const mine: Order[] = [];
        for (let step = 0, idle = 0; step < 200 && idle < 3; step += 1) {
          const batch = await worker.claimDueOrders(1_000, 1e12, 7);
          idle = batch.length === 0 ? idle + 1 : 0;
          mine.push(...batch);
        }
        return mine.map(({ transactionId }) => transactionId);
      }),
    );
    expect(claimed.flat().sort()).toEqual(orders.map(({ transactionId }) => transactionId).sort());
  });
}

export function claimingDeliveries(subject: Subject): void {
  it("waiting deliveries that are due are claimed oldest due first, and no more than asked for", async () => {
    const { store } = subject();
    const late = await keepDelivery(store, { dueAt: 300 });
    const early = await keepDelivery(store, { dueAt: 100 });
    await keepDelivery(store, { dueAt: 1_001 });
    for (const state of ["delivered", "dead"] as const) await keepDelivery(store, { state, dueAt: 0 });
    expect(await store.claimDueDeliveries(1_000, 9_000, 1)).toEqual([{ ...early, dueAt: 9_000 }]);
    expect(await store.claimDueDeliveries(1_000, 9_000, 10)).toEqual([{ ...late, dueAt: 9_000 }]);
    expect(await store.claimDueDeliveries(1_000, 9_000, 10)).toEqual([]);
  });

  it("deliveries of clients that are left out stay as they are, however long they have been due", async () => {
    const { store } = subject();
    const theirs = await keepDelivery(store, { clientId: "gym", dueAt: 100 });
    const ours = await keepDelivery(store, { dueAt: 300 });
    expect(await store.claimDueDeliveries(1_000, 9_000, 1, ["gym", "nobody"])).toEqual([
      { ...ours, dueAt: 9_000 },
    ]);
    expect(await store.claimDueDeliveries(1_000, 9_000, 9, ["gym"])).toEqual([]);
    expect(await store.claimDueDeliveries(1_000, 9_000, 9, [])).toEqual([{ ...theirs, dueAt: 9_000 }]);
  });

  it("a delivery whose worker died is due again when its claim runs out", async () => {
    const { store } = subject();
    const delivery = await keepDelivery(store, { dueAt: 100 });
    await store.claimDueDeliveries(1_000, 2_000, 10);
    expect(await store.claimDueDeliveries(1_999, 9_000, 10)).toEqual([]);
    expect(await store.claimDueDeliveries(2_000, 9_000, 10)).toEqual([{ ...delivery, dueAt: 9_000 }]);
  });

  it("eight workers who claim side by side get every due delivery, and none of them twice", async () => {
    const { store, instances } = subject();
    const workers = await instances(8);
    const events = await atOnce(100, async (dueAt) => (await keepDelivery(store, { dueAt })).eventId);
    const claimed = await Promise.all(
      workers.map(async (worker) => {
        const mine: string[] = [];
        for (let step = 0, idle = 0; step < 100 && idle < 3; step += 1) {
          const batch = await worker.claimDueDeliveries(1_000, 1e12, 5);
          idle = batch.length === 0 ? idle + 1 : 0;
          mine.push(...batch.map(({ eventId }) => eventId));
        }
        return mine;
      }),
    );
    expect(claimed.flat().sort()).toEqual(events.sort());
  });

  it("the outcome of an attempt is kept, and what it does not mention stays", async () => {
    const { store } = subject();
    const delivery = await keepDelivery(store);
    const failed = { attempts: 1, dueAt: 9_000, lastStatus: 500, lastError: undefined };
    await store.updateDelivery(delivery.eventId, failed);
    expect(await store.listDeliveries({ limit: 1 })).toEqual([{ ...delivery, ...failed }]);
    const settled = { state: "delivered", attempts: 2, lastStatus: undefined, settledAt: 9_500 } as const;
    await store.updateDelivery(delivery.eventId, settled);
    await store.updateDelivery(delivery.eventId, {});
    await store.updateDelivery("evt_of_nobody", { attempts: 9 });
    expect(await store.listDeliveries({ limit: 9 })).toEqual([{ ...delivery, dueAt: 9_000, ...settled }]);
  });

  it("deliveries are listed newest first, of one state when asked to, and no more than asked for", async () => {
    const { store } = subject();
    const [old, newest, middle] = [
      await keepDelivery(store, { createdAt: 1 }),
      await keepDelivery(store, { createdAt: 3, state: "dead" }),
      await keepDelivery(store, { createdAt: 2, state: "dead" }),
    ];
    expect(await store.listDeliveries({ limit: 10 })).toEqual([newest, middle, old]);
    expect(await store.listDeliveries({ limit: 2 })).toEqual([newest, middle]);
    expect(await store.listDeliveries({ state: "dead", limit: 10 })).toEqual([newest, middle]);
    expect(await store.listDeliveries({ state: "delivered", limit: 10 })).toEqual([]);
  });
}
