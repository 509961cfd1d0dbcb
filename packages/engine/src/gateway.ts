import type { PaymentStatus } from "./model.ts";

export interface GatewayOrder {
  transactionId: string;
  orderId: string;
  minorUnits: number;
  currency: string;
  subject: string;
  /** What it buys; several gateways may share the work by it. */
  packageId?: string | undefined;
  /** How many months of membership it buys, for gateways that show the person what the order is about. */
  months?: number | undefined;
  returnUrl?: string | undefined;
  expiresAt: number;
}

/** What the gateway knows of an order. `unknown`: it never heard of it. */
export interface GatewayState {
  status: "unknown" | Exclude<PaymentStatus, "creating">;
  minorUnits?: number;
  currency?: string;
  /** How much of it went back, where the gateway tells. */
  refundedMinorUnits?: number;
  /** When that status came about. */
  at?: number;
}

/** Money of a paid order to send back. */
export interface GatewayRefund {
  transactionId: string;
  /** The merchant's name for it; another order may have a refund of the same name. */
  refundId: string;
  minorUnits: number;
  currency: string;
}

/**
 * Where people pay. Every call may be repeated after a crash, so each one is idempotent by `transactionId`, a refund by
 * its `refundId` as well; each ends within a few seconds, and throws {@link GatewayFailure} and nothing else.
 */
export interface Gateway {
  /** Registers the order, or finds it registered; the same order always answers the same address. */
  create(order: GatewayOrder): Promise<{ paymentUrl: string }>;
  query(transactionId: string): Promise<GatewayState>;
  /** Makes the order impossible to pay. Answers what it is now: `closed`, or `paid` when the person was faster. */
  close(transactionId: string): Promise<GatewayState>;
  /**
   * Sends money back. Asked again with the same `refundId` it moves none, and answers as before. Refuses what was not
   * paid, and more than is left. Answers when it happened, if it knows.
   */
  refund(refund: GatewayRefund): Promise<{ at?: number }>;
}

/**
 * The gateway did not do what was asked.
 * `refused`: it said no, and will say so again. `unavailable`: it did not answer in time, or answered nonsense; what it
 * did is unknown, and asking again is safe.
 */
export class GatewayFailure extends Error {
  readonly kind: "refused" | "unavailable";
  /** Seconds after which to ask again. */
  readonly retryAfter: number;

  constructor(
    kind: "refused" | "unavailable",
    message: string,
    options: { retryAfter?: number; cause?: unknown } = {},
  ) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.name = "GatewayFailure";
    this.kind = kind;
    this.retryAfter = options.retryAfter ?? 2;
  }
}
