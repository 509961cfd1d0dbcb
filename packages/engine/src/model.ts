/** The states of an order, lowest first. An order only ever moves to the right. */
export const paymentStatuses = ["creating", "pending", "failed", "closed", "paid", "refunded"] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

/** All times are milliseconds since 1970, UTC. All money is a whole number of the currency's minor units. */
export interface Order {
  transactionId: string;
  clientId: string;
  userId: string;
  /** The client's own id, unique per (clientId, userId): the idempotency key. */
  orderId: string;
  /** A digest of the parameters it was created with, to tell a replay from a reuse. */
  fingerprint: string;
  status: PaymentStatus;
  minorUnits: number;
  currency: string;
  subject: string;
  /** The package as it was when the order was created: a later price change does not touch the order. */
  packageId: string;
  months: number;
  returnUrl?: string | undefined;
  notifyUrl?: string | undefined;
  /** Absent until the gateway has the order. */
  paymentUrl?: string | undefined;
  createdAt: number;
  updatedAt: number;
  /** When an unpaid order is closed, at the gateway first. */
  expiresAt: number;
  paidAt?: number | undefined;
  closedAt?: number | undefined;
  refundedAt?: number | undefined;
  /** How much went back by refunds that were asked for here; absent while none did. */
  refundedMinorUnits?: number | undefined;
  /** How much is promised to refunds that the gateway has not answered yet. */
  refundingMinorUnits?: number | undefined;
  /** Until when one process alone may talk to the gateway about this order. 0: nobody does. */
  leaseUntil: number;
  /** When a worker should look at the order next: to finish creating it, to ask the gateway, or to close it. */
  dueAt: number;
  /** How often a worker has looked; spaces out the next look. */
  looks: number;
  /** Why a person must look at it, e.g. AMOUNT_MISMATCH. Nothing is renewed by what was flagged. */
  review?: string | undefined;
}

/** One payment that counts towards a membership, once per transaction. */
export interface LedgerEntry {
  transactionId: string;
  clientId: string;
  userId: string;
  orderId: string;
  packageId: string;
  months: number;
  minorUnits: number;
  currency: string;
  paidAt: number;
}

/** Money that a merchant sends back, once per (transactionId, refundId). */
export interface Refund {
  transactionId: string;
  /** The merchant's own id, unique per order: the idempotency key. */
  refundId: string;
  /** In the currency of the order. */
  minorUnits: number;
  /** `asked`: the gateway may have done it. `refused`: it said no, and no money moved. */
  state: "asked" | "done" | "refused";
  createdAt: number;
  settledAt?: number | undefined;
  /** Until when one process alone may talk to the gateway about it. 0: nobody does. */
  leaseUntil: number;
  /** When a worker should ask the gateway again. */
  dueAt: number;
  /** How often a worker has asked; spaces out the next time. */
  looks: number;
}

/** What the gateway told us, kept once per (transactionId, status, timestamp). */
export interface NotificationRecord {
  transactionId: string;
  status: PaymentStatus;
  minorUnits: number;
  currency: string;
  timestamp: number;
  receivedAt: number;
  /** Whether it changed the order, or why not. */
  outcome: "applied" | "ignored" | "mismatch";
}

export interface Package {
  id: string;
  name: string;
  months: number;
  minorUnits: number;
  currency: string;
  active: boolean;
}

export interface Client {
  clientId: string;
  name: string;
  /** SHA-256 in hexadecimal of each secret that is accepted now; two while rotating. */
  secretHashes: string[];
  /** Secrets that outbound notifications are signed with; the first one makes X-Signature. */
  webhookSecrets: string[];
}

export interface RefreshToken {
  /** SHA-256 in hexadecimal; the token itself is never stored. */
  hash: string;
  /** All tokens that descend from one sign-in. */
  family: string;
  clientId: string;
  userId: string;
  issuedAt: number;
  expiresAt: number;
  /** When it was exchanged for its successor. */
  usedAt?: number | undefined;
  revokedAt?: number | undefined;
}

/** A notification on its way to a merchant's `notify_url`. */
export interface Delivery {
  /** The event's id, the same on every attempt. */
  eventId: string;
  clientId: string;
  transactionId: string;
  url: string;
  /** The exact bytes that are signed and sent, as text. */
  body: string;
  state: "waiting" | "delivered" | "dead";
  attempts: number;
  createdAt: number;
  /** When the next attempt may start. While an attempt runs, when another process may take over. */
  dueAt: number;
  lastStatus?: number | undefined;
  lastError?: string | undefined;
  settledAt?: number | undefined;
}
