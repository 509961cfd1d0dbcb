import { type Order, StoreUnavailable } from "@renewal/engine";
import { expect } from "vitest";
import { paymentOf } from "../../../packages/engine/test/store-contract/store-under-test.ts";
import type { Storage } from "../../src/storage/storage.ts";

/** Pays for an order; `during` runs when the decision has been asked for and nothing is written. */
export const pay = ({ store }: Storage, { transactionId }: Order, during = () => {}) =>
  store.changeOrder(transactionId, (current) => {
    during();
    return { order: { status: "paid", paidAt: 5_000 }, payment: paymentOf(current, 5_000) };
  });

export async function seconds(work: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work;
  return (performance.now() - start) / 1_000;
}

/** How long it takes until a call is answered again. */
export async function recovery(of: Storage): Promise<number> {
  const start = performance.now();
  while (performance.now() - start < 20_000) {
    const back = await of.ping().then(
      () => true,
      () => false,
    );
    if (back) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return (performance.now() - start) / 1_000;
}

export const unavailable = (work: Promise<unknown>) => expect(work).rejects.toBeInstanceOf(StoreUnavailable);
