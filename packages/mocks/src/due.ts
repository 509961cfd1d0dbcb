import type { Delivery, MemoryStore, Order, Refund } from "@renewal/engine";
import { type MemoryPayments, notifyDueAt, type SandboxPayment } from "@renewal/engine/sandbox";

/** Hears of a moment at which something falls due; undefined where nothing does. */
export type Note = (dueAt: number | undefined) => void;

/** When an order must be looked at; undefined for one that is settled. */
export function orderDueAt({ status, dueAt, leaseUntil }: Order): number | undefined {
  const isOpen = status === "creating" || status === "pending" || status === "failed";
  return isOpen ? Math.max(dueAt, leaseUntil) : undefined;
}

/** When a refund that the gateway has not answered is asked for again. */
export function refundDueAt({ state, dueAt, leaseUntil }: Refund): number | undefined {
  return state === "asked" ? Math.max(dueAt, leaseUntil) : undefined;
}

/** When a notification to a merchant is sent, or sent again. */
export function deliveryDueAt({ state, dueAt }: Delivery): number | undefined {
  return state === "waiting" ? dueAt : undefined;
}

/** A store whose every change tells when its row falls due, so that nobody has to look through all of them. */
export function watchedStore(store: MemoryStore, note: Note): MemoryStore {
  const seen = (order: Order | undefined) => note(order && orderDueAt(order));
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
    placeOrder(transactionId, placed) {
      note(placed.dueAt);
      return store.placeOrder(transactionId, placed);
    },
    async changeOrder(transactionId, decide, refundId) {
      const watched: typeof decide = (...known) => {
        const change = decide(...known);
        note(change?.delivery?.dueAt);
        note(change?.refund && refundDueAt(change.refund));
        return change;
      };
      const order = await store.changeOrder(transactionId, watched, refundId);
      seen(order);
      return order;
    },
    async updateDelivery(eventId, change) {
      note(change.dueAt);
      await store.updateDelivery(eventId, change);
    },
  };
}

/** The gateway's payments likewise. */
export function watchedPayments(payments: MemoryPayments, note: Note): MemoryPayments {
  const seen = (payment: SandboxPayment | undefined) => note(payment && notifyDueAt(payment));
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
