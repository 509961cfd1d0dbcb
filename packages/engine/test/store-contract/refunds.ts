import type { Refund, Store } from "@renewal/engine";
import { expect, it } from "vitest";
import { atOnce, newOrder, type Subject } from "./store-under-test.ts";

export function keepingRefunds(subject: Subject): void {
  /** A refund of an order of its own, kept. */
  async function keep(store: Store, about: Partial<Refund> = {}): Promise<Refund> {
    const { order } = await store.insertOrder(newOrder({ status: "paid" }));
    const { transactionId } = order;
    const refund: Refund = {
      ...{ transactionId, refundId: "REF1", minorUnits: 100, state: "asked", createdAt: 1_000 },
      ...{ leaseUntil: 0, dueAt: 0, looks: 0 },
      ...about,
    };
    await store.changeOrder(transactionId, () => ({ refund }), refund.refundId);
    return refund;
  }

  const read = async (store: Store, { transactionId, refundId }: Refund) => {
    let found: Refund | undefined;
    await store.changeOrder(
      transactionId,
      (_, refund) => {
        found = refund;
        return undefined;
      },
      refundId,
    );
    return found;
  };

  it("a refund that was kept is seen by the decisions that ask for it, as it was kept last", async () => {
    const { store } = subject();
    const refund = await keep(store);
    expect(await read(store, refund)).toEqual(refund);
    expect(await read(store, { ...refund, refundId: "REF2" })).toBeUndefined();
    const done: Refund = { ...refund, state: "done", settledAt: 2_000 };
    const change = { refund: done, order: { refundedMinorUnits: 100, refundingMinorUnits: 0 } };
    const order = await store.changeOrder(refund.transactionId, () => change, refund.refundId);
    expect(await read(store, refund)).toEqual(done);
    expect(order).toMatchObject(change.order);
    expect(await store.findOrder(refund.transactionId)).toEqual(order);
  });

  it("refunds of one name of two orders are two refunds", async () => {
    const { store } = subject();
    const [one, other] = [await keep(store), await keep(store, { minorUnits: 7 })];
    expect([(await read(store, one))?.minorUnits, (await read(store, other))?.minorUnits]).toEqual([100, 7]);
  });

  it("of 50 callers with one name exactly one keeps its refund, and all see that one", async () => {
    const { store, instances } = subject();
    const stores = await instances(5);
    const { order } = await store.insertOrder(newOrder({ status: "paid" }));
    const kept: number[] = [];
    await atOnce(50, async (caller) => {
      let isMine = false;
      await (stores[caller % 5] as Store).changeOrder(
        order.transactionId,
        (current, known) => {
          isMine = known === undefined;
          if (!isMine) return undefined;
          return {
            order: { refundingMinorUnits: (current.refundingMinorUnits ?? 0) + caller + 1 },
            refund: {
              ...{ transactionId: order.transactionId, refundId: "REF1", minorUnits: caller + 1 },
              ...{ state: "asked", createdAt: 1, leaseUntil: 0, dueAt: 0, looks: 0 },
            },
          };
        },
        "REF1",
      );
      if (isMine) kept.push(caller + 1);
    });
    expect(kept).toHaveLength(1);
    expect((await store.findOrder(order.transactionId))?.refundingMinorUnits).toBe(kept[0]);
  });

  it("due refunds that wait for the gateway are claimed oldest due first, by one worker alone", async () => {
    const { store, instances } = subject();
    const late = await keep(store, { dueAt: 300 });
    const early = await keep(store, { dueAt: 100, looks: 4 });
    await keep(store, { dueAt: 1_001 });
    await keep(store, { dueAt: 0, leaseUntil: 1_001 });
    for (const state of ["done", "refused"] as const) await keep(store, { state, settledAt: 5 });
    expect(await store.claimDueRefunds(1_000, 9_000, 1)).toEqual([{ ...early, leaseUntil: 9_000, looks: 5 }]);
    const workers = await instances(4);
    const claimed = await atOnce(4, (worker) => (workers[worker] as Store).claimDueRefunds(1_000, 9_000, 5));
    expect(claimed.flat()).toEqual([{ ...late, leaseUntil: 9_000, looks: 1 }]);
    expect(await store.claimDueRefunds(1_000, 9_000, 5)).toEqual([]);
  });
}
