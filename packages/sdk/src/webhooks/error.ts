import { RenewalError } from "../errors/family.ts";

/** Why a webhook was not accepted. */
export type WebhookFault =
  | "missing_header"
  | "malformed_header"
  | "no_match"
  | "too_old"
  | "too_new"
  | "bad_secret"
  | "body_not_raw"
  | "malformed_body";

/**
 * A webhook was not accepted. `reason` tells the cause, `message` what to fix. Code `WEBHOOK_VERIFICATION`.
 *
 * - `missing_header`: there is neither `X-Signature` nor the three `webhook-*` headers
 * - `malformed_header`: a header was cut or changed on its way
 * - `no_match`: no secret gives this signature
 * - `too_old`, `too_new`: authentic, but beyond the tolerance
 * - `bad_secret`: there is no secret, or one that cannot be one
 * - `body_not_raw`: the body was parsed or read before it was verified
 * - `malformed_body`: authentic, but no JSON object
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
