import type { Run } from "./built-once.ts";

/**
 * Writes of an order that are acknowledged before they are on the disk. Only where nobody outside of this process can
 * hear of them before a later write of the same order is on the disk, and all before it: a database keeps the order of
 * its commits through any crash.
 */
export interface Pledges {
  /** Runs a write and acknowledges it; `redeem` must come for the same order before anybody outside is told. */
  give(transactionId: string): Run;
  /** Runs a write and acknowledges it once it is on the disk, and with it whatever was pledged of the order. */
  redeem(transactionId: string): Run;
  /**
   * For what does more than run one statement: call it once nobody else can come in between.
   *
   * @throws StoreUnavailable when something that was pledged of the order did not come to the disk
   */
  check(transactionId: string): void;
}

/** Every write is on the disk when it is acknowledged. */
export function noPledges(run: Run): Pledges {
  return { give: () => run, redeem: () => run, check: () => {} };
}
