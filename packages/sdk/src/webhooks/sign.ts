import { type Bytes, bytesOf, keysOf, signedBytes } from "./signature.ts";

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
 * @throws WebhookVerificationError `bad_secret`
 * @example
 * const payload = JSON.stringify({ id: "evt_1", type: "payment.updated", status: "paid" });
 * const headers = await signWebhook({ payload, secrets: "whsec_dGVzdA==" });
 * await fetch("http://localhost:3000/webhooks/renewal", { method: "POST", body: payload, headers });
 */
export async function signWebhook(options: SignWebhookOptions): Promise<Record<string, string>> {
  const { id = `evt_${crypto.randomUUID().replaceAll("-", "")}` } = options;
  const { timestamp = Math.floor(Date.now() / 1000) } = options;
  const keys = await Promise.all(keysOf(options.secrets));
  const body = bytesOf(options.payload);
  const entries = await Promise.all(keys.map((key) => hmac(key, signedBytes(`${id}.${timestamp}.`, body))));
  return {
    "x-signature": hex(await hmac(keys[0] as CryptoKey, body)),
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": entries.map((digest) => `v1,${btoa(String.fromCharCode(...digest))}`).join(" "),
  };
}

async function hmac(key: CryptoKey, signed: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, signed));
}

function hex(digest: Uint8Array): string {
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
