import { RenewalError } from "../errors/family.ts";

/** Why a webhook was not accepted. */
export type WebhookFault =
  | "missing_signature"
  | "malformed_signature"
  | "malformed_timestamp"
  | "signature_mismatch"
  | "timestamp_too_old"
  | "timestamp_too_new"
  | "invalid_secret"
  | "payload_not_raw"
  | "invalid_payload";

/**
 * A webhook was not accepted. `reason` tells the cause, `message` what to fix. Code `WEBHOOK_VERIFICATION`.
 *
 * - `missing_signature`: there is neither `X-Signature` nor the three `webhook-*` headers
 * - `malformed_signature`: no 64 hexadecimal digits, or no `v1,` entry
 * - `malformed_timestamp`: `webhook-timestamp` is not a number of seconds
 * - `signature_mismatch`: no secret gives this signature
 * - `timestamp_too_old`, `timestamp_too_new`: authentic, but beyond the tolerance
 * - `invalid_secret`: there is no secret, or one that cannot be one
 * - `payload_not_raw`: the body was parsed or read before it was verified
 * - `invalid_payload`: authentic, but no JSON object
 */
export class WebhookVerificationError extends RenewalError {
  static override readonly renewalKind: string = "WebhookVerificationError";
  /** Why. */
  declare readonly reason: WebhookFault;

  /**
   * @param reason why
   * @param message what to fix
   */
  constructor(reason: WebhookFault, message: string) {
    super(message, { code: "WEBHOOK_VERIFICATION", ...{ reason } });
  }
}
