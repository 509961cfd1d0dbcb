import type { Store } from "@renewal/engine";
import type { Cache } from "./cache.ts";

/** A change that is missed (a crash between commit and forgetting) is seen after this long at the latest. */
const membershipTtl = 30_000;
const packagesTtl = 10_000;

/**
 * The store with its most frequent reads remembered: the packages, and the ledger that a membership is folded from.
 * A payment or a refund forgets the ledger it changes before the change is acknowledged.
 */
export function cachedStore<S extends Store>(store: S, cache: Cache): S {
  const cached: Pick<Store, "activePackages" | "ledgerOf" | "changeOrder"> = {
    activePackages: () => cache.remember("packages", "active", packagesTtl, () => store.activePackages()),
    ledgerOf: (clientId, userId) =>
      cache.remember("membership", ledgerKey(clientId, userId), membershipTtl, () =>
        store.ledgerOf(clientId, userId),
      ),
    async changeOrder(transactionId, decide, refundId) {
      let touchesLedger = false;
      const order = await store.changeOrder(
        transactionId,
        (current, refund) => {
          const change = decide(current, refund);
          touchesLedger = change?.payment !== undefined || change?.voidPayment !== undefined;
          return change;
        },
        refundId,
      );
      if (order !== undefined && touchesLedger) {
        await cache.forget("membership", ledgerKey(order.clientId, order.userId));
      }
      return order;
    },
  };
  return Object.assign(Object.create(store) as S, cached);
}

function ledgerKey(clientId: string, userId: string): string {
  return JSON.stringify([clientId, userId]);
}
