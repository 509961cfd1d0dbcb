import type { Order } from "../model.ts";
import { isOpen } from "../payments/states.ts";

/** Orders by transaction id. Each is found by its client's own id too, and those that are due without looking at all. */
export class OrderTable extends Map<string, Order> {
  /** Transaction ids by client, user and order id: to join the three to one key would cost more than to look three times. */
  readonly #ids = new Map<string, Map<string, Map<string, string>>>();
  /** No order is due before this moment. */
  #firstDue = Number.POSITIVE_INFINITY;

  named(clientId: string, userId: string, orderId: string): Order | undefined {
    const id = this.#ids.get(clientId)?.get(userId)?.get(orderId);
    return id === undefined ? undefined : this.get(id);
  }

  override set(transactionId: string, order: Order): this {
    innerAt(innerAt(this.#ids, order.clientId), order.userId).set(order.orderId, transactionId);
    this.#expect(order);
    return super.set(transactionId, order);
  }

  /** @param order one that stands in the table; it is changed there */
  change(order: Order, change: Partial<Order>): void {
    Object.assign(order, change);
    this.#expect(order);
  }

  /** The open orders that somebody should look at, those first that waited longest. */
  due(now: number): Order[] {
    if (now < this.#firstDue) return [];
    const due: Order[] = [];
    this.#firstDue = Number.POSITIVE_INFINITY;
    // There may be many orders and few that are due: a list of all of them is not made.
    for (const order of this.values()) {
      if (!isOpen(order)) continue;
      const from = dueFrom(order);
      if (from <= now) due.push(order);
      this.#firstDue = Math.min(this.#firstDue, from);
    }
    return due.sort((a, b) => a.dueAt - b.dueAt);
  }

  #expect(order: Order): void {
    if (isOpen(order)) this.#firstDue = Math.min(this.#firstDue, dueFrom(order));
  }

  override clear(): void {
    this.#ids.clear();
    this.#firstDue = Number.POSITIVE_INFINITY;
    super.clear();
  }
}

/** Not while somebody holds its lease. */
function dueFrom({ dueAt, leaseUntil }: Order): number {
  return Math.max(dueAt, leaseUntil);
}

function innerAt<Key, Inner, Value>(map: Map<Key, Map<Inner, Value>>, key: Key): Map<Inner, Value> {
  let inner = map.get(key);
  if (inner === undefined) {
    inner = new Map();
    map.set(key, inner);
  }
  return inner;
}
