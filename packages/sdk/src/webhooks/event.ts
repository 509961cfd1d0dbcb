import type { PaymentEvent } from "../generated/models.ts";

/** A payment order changed its state. */
export interface PaymentUpdated {
  /** What kind of event this is. */
  type: "payment.updated";
  /** The order, as it is now. `data.id` is the same on every attempt: remember it, and a repetition does nothing. */
  data: PaymentEvent;
}

/** An event of a kind that this version does not know. Answer 200 and ignore it. */
export interface UnknownEvent {
  /** What kind of event this is: none of those known here. The sender's name for it is `data.type`. */
  type: "unknown";
  /** The whole body. */
  data: { type?: string } & Record<string, unknown>;
}

/** What a verified webhook says, told apart by `type`. */
export type WebhookEvent = PaymentUpdated | UnknownEvent;
