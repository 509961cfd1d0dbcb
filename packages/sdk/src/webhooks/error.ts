import { RenewalError } from "../errors/family.ts";

/**
 * Why a webhook was not accepted. The first six mean that it is not to be trusted, or not fresh; the others that
 * something is wrong on the receiving side.
 */
export type WebhookFault =
  /** There is neither `X-Signature` nor `webhook-signature`, or one of the three `webhook-*` headers is missing. */
  | "missing_signature"
  /** The signature is not written as one: no 64 hexadecimal digits, no `v1,` entry. */
  | "malformed_signature"
  /** `webhook-timestamp` is not a number of seconds. */
  | "malformed_timestamp"
  /** No secret gives this signature. */
  | "signature_mismatch"
  /** Authentic, but sent longer ago than the tolerance. */
  | "timestamp_too_old"
  /** Authentic, but sent later than now by more than the tolerance. */
  | "timestamp_too_new"
  /** There is no secret, or one that cannot be one. */
  | "invalid_secret"
  /** The body was parsed, or read, before it was verified. */
  | "payload_not_raw"
  /** Authentic, but no JSON object. */
  | "invalid_payload";

/** A webhook was not accepted. `reason` tells the cause, `message` what to fix. Code `WEBHOOK_VERIFICATION`. */
export class WebhookVerificationError extends RenewalError {
  static override readonly kind: string = "WebhookVerificationError";
  /** Why. */
  declare readonly reason: WebhookFault;

  /**
   * @param reason why
   * @param message what to fix
   */
  constructor(reason: WebhookFault, message: string) {
    super(message, { code: "WEBHOOK_VERIFICATION" });
    Object.assign(this, { reason });
  }
}
