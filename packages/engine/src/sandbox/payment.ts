import type { PaymentStatus } from "../model.ts";

/** A notification that the API has not yet answered with 200. */
export interface PlannedNotification {
  /** Tells the notifications of one payment apart. */
  number: number;
  status: Exclude<PaymentStatus, "creating" | "pending">;
  /** When it happened. */
  at: number;
  minorUnits: number;
  dueAt: number;
  attempts: number;
}

/** A payment as the sandbox gateway knows it. Times in milliseconds since 1970. */
export interface SandboxPayment {
  transactionId: string;
  orderId: string;
  minorUnits: number;
  currency: string;
  subject: string;
  months?: number | undefined;
  returnUrl?: string | undefined;
  createdAt: number;
  /** From then on nobody can pay it. */
  expiresAt: number;
  status: Exclude<PaymentStatus, "creating">;
  statusAt: number;
  /** What becomes of it by itself. */
  next?: { status: "paid" | "refunded"; at: number } | undefined;
  /** The money that the API sent back, by the refund's name, in minor units. */
  refunds?: Record<string, { minorUnits: number; at: number }> | undefined;
  /** How many tries were declined. Names the try that a form was made for. */
  declines: number;
  /** How many notifications were ever planned. */
  planned: number;
  notifications: PlannedNotification[];
  /** Until when one process alone sends its notifications. 0: nobody does. */
  claimedUntil: number;
}

/** When somebody must next send a notification of this payment; undefined when none is left. */
export function notifyDueAt(payment: SandboxPayment): number | undefined {
  if (payment.notifications.length === 0) return undefined;
  return Math.max(payment.claimedUntil, Math.min(...payment.notifications.map(({ dueAt }) => dueAt)));
}

/** What the sandbox gateway remembers. A call that returned has survived any crash. `decide` may be called again. */
export interface SandboxPayments {
  /** Keeps the payment, unless there is one with that transactionId: then that one is answered, untouched. */
  insert(payment: SandboxPayment): Promise<{ inserted: boolean; payment: SandboxPayment }>;
  find(transactionId: string): Promise<SandboxPayment | undefined>;
  /**
   * Writes what `decide` makes of the payment, with no other change to it in between; the same object changes nothing.
   * Answers the payment as it then stands; undefined when there is none.
   */
  change(
    transactionId: string,
    decide: (payment: SandboxPayment) => SandboxPayment,
  ): Promise<SandboxPayment | undefined>;
  /**
   * Up to `limit` payments with {@link notifyDueAt} at or before `now`, the longest due first; each gets
   * `claimedUntil = until`, so that no other caller gets the same ones meanwhile.
   */
  claimDue(now: number, until: number, limit: number): Promise<SandboxPayment[]>;
}
