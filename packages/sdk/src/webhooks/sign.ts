import { type Bytes, entry, hex, hmac } from "./signature.ts";

/** What to sign. */
export interface SignWebhookOptions {
  /** The raw body. */
  payload: Bytes;
  /** The secret, or every secret that is active during a rotation. */
  secrets: string | readonly string[];
  /** The event's id; a random one when absent. */
  id?: string | undefined;
  /** When it is sent, in seconds since 1970; now when absent. */
  timestamp?: number | undefined;
}

/**
 * Signs a body as the API does: for tests of your webhook handler.
 *
 * @returns the headers `x-signature`, `webhook-id`, `webhook-timestamp` and `webhook-signature`
 * @throws WebhookVerificationError `invalid_secret`
 * @example
 * const payload = JSON.stringify({ id: "evt_1", type: "payment.updated", status: "paid" });
 * const headers = await signWebhook({ payload, secrets: "whsec_dGVzdA==" });
 * await fetch("http://localhost:3000/webhooks/renewal", { method: "POST", body: payload, headers });
 */
export async function signWebhook(options: SignWebhookOptions): Promise<Record<string, string>> {
  const { payload, id = `evt_${crypto.randomUUID().replaceAll("-", "")}` } = options;
  const { timestamp = Math.floor(Date.now() / 1000) } = options;
  const secrets = [options.secrets].flat();
  const signed = secrets.map((secret) => hmac(secret, `${id}.${timestamp}.`, payload));
  return {
    "x-signature": hex(await hmac(secrets[0] ?? "", payload)),
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": (await Promise.all(signed)).map(entry).join(" "),
  };
}
