import { notifyDueAt, type SandboxPayment, type SandboxPayments } from "./payment.ts";

export interface MemoryPayments extends SandboxPayments {
  /** The payments as they are; changing them changes what is remembered. */
  readonly rows: Map<string, SandboxPayment>;
  clear(): void;
}

/** Payments in memory, for mocks and tests. What the port's calls hand out is a copy. */
export function memoryPayments(): MemoryPayments {
  const rows = new Map<string, SandboxPayment>();
  const read = (transactionId: string) => {
    const row = rows.get(transactionId);
    return row && structuredClone(row);
  };
  const write = (payment: SandboxPayment) => rows.set(payment.transactionId, structuredClone(payment));
  return {
    rows,
    clear: () => rows.clear(),
    async insert(payment) {
      const existing = read(payment.transactionId);
      if (existing !== undefined) return { inserted: false, payment: existing };
      write(payment);
      return { inserted: true, payment };
    },
    async find(transactionId) {
      return read(transactionId);
    },
    async change(transactionId, decide) {
      const payment = read(transactionId);
      if (payment === undefined) return undefined;
      const decided = decide(payment);
      write(decided);
      return decided;
    },
    async claimDue(now, until, limit) {
      const due = [...rows.values()]
        .map((payment) => ({ payment, dueAt: notifyDueAt(payment) ?? Number.POSITIVE_INFINITY }))
        .filter(({ dueAt }) => dueAt <= now)
        .sort((a, b) => a.dueAt - b.dueAt)
        .slice(0, limit)
        .map(({ payment }) => ({ ...payment, claimedUntil: until }));
      for (const payment of due) write(payment);
      return structuredClone(due);
    },
  };
}
