import type { MemoryStore, Order } from "@renewal/engine";
import { type MemoryPayments, notifyDueAt, type SandboxPayment } from "@renewal/engine/sandbox";

/** Hears of a moment at which something falls due. */
export type Note = (dueAt: number) => void;

/** When an order must be looked at; undefined for one that is settled. */
export function orderDueAt({ status, dueAt, leaseUntil }: Order): number | undefined {
  const isOpen = status === "creating" || status === "pending" || status === "failed";
  return isOpen ? Math.max(dueAt, leaseUntil) : undefined;
}

/** A store whose every change tells when its row falls due, so that nobody has to look through all of them. */
export function watchedStore(store: MemoryStore, note: Note): MemoryStore {
  const seen = (order: Order | undefined) => {
    const dueAt = order === undefined ? undefined : orderDueAt(order);
    if (dueAt !== undefined) note(dueAt);
  };
  return {
    ...store,
    async insertOrder(order) {
      const result = await store.insertOrder(order);
      seen(result.order);
      return result;
    },
    async takeLease(...lease) {
      const order = await store.takeLease(...lease);
      seen(order);
      return order;
    },
    async changeOrder(transactionId, decide) {
      const order = await store.changeOrder(transactionId, (current) => {
        const change = decide(current);
        if (change?.delivery !== undefined) note(change.delivery.dueAt);
        return change;
      });
      seen(order);
      return order;
    },
    async updateDelivery(eventId, change) {
      if (change.dueAt !== undefined) note(change.dueAt);
      await store.updateDelivery(eventId, change);
    },
  };
}

/** The gateway's payments likewise. */
export function watchedPayments(payments: MemoryPayments, note: Note): MemoryPayments {
  const seen = (payment: SandboxPayment | undefined) => {
    const dueAt = payment === undefined ? undefined : notifyDueAt(payment);
    if (dueAt !== undefined) note(dueAt);
  };
  return {
    ...payments,
    async insert(payment) {
      const result = await payments.insert(payment);
      seen(result.payment);
      return result;
    },
    async change(transactionId, decide) {
      const payment = await payments.change(transactionId, decide);
      seen(payment);
      return payment;
    },
  };
}
