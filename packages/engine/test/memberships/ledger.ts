import type { LedgerEntry } from "@renewal/engine";

/** A payment for so many months at that moment; later calls have later transaction ids. */
export function payment(paidAt: string | number, months = 1, transactionId = `TXN${paidAt}`): LedgerEntry {
  const at = typeof paidAt === "number" ? paidAt : Date.parse(paidAt);
  const about = { clientId: "shop", userId: "ann", packageId: "monthly", minorUnits: 999, currency: "CNY" };
  return { ...about, transactionId, orderId: transactionId, months, paidAt: at };
}

export const iso = (moment: number) => new Date(moment).toISOString();
