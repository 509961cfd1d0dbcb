import type { Delivery } from "../model.ts";
import type { Signer } from "../ports.ts";

const utf8 = new TextEncoder();

/**
 * The headers that prove to a merchant that a notification is ours: the documented `X-Signature`, under the first
 * secret, and the three of Standard Webhooks, with one signature for every active secret.
 *
 * @param secrets the merchant's webhook secrets; plain text, or `whsec_` and base64
 * @param now when this attempt is sent, milliseconds since 1970
 * @throws Error when a secret stands for no key
 */
export async function signDelivery(
  signer: Signer,
  secrets: readonly string[],
  delivery: Pick<Delivery, "eventId" | "body">,
  now: number,
): Promise<Record<string, string>> {
  const sentAt = String(Math.floor(now / 1000));
  const signed = utf8.encode(`${delivery.eventId}.${sentAt}.${delivery.body}`);
  const keys = secrets.map(webhookKey);
  const signatures = await Promise.all(
    keys.map(async (key) => `v1,${base64(await signer.hmac(key, signed))}`),
  );
  const [first] = keys;
  return {
    ...(first === undefined
      ? {}
      : { "X-Signature": hex(await signer.hmac(first, utf8.encode(delivery.body))) }),
    "webhook-id": delivery.eventId,
    "webhook-timestamp": sentAt,
    "webhook-signature": signatures.join(" "),
  };
}

/**
 * The key that a merchant's webhook secret stands for: the decoded part of a `whsec_` secret, the UTF-8 bytes of any
 * other.
 *
 * @throws Error when the secret stands for none: empty, whitespace around it, or no base64 behind `whsec_`
 */
export function webhookKey(secret: string): Uint8Array {
  const key = secret.startsWith("whsec_")
    ? Uint8Array.from(atob(secret.slice("whsec_".length)), (mark) => mark.charCodeAt(0))
    : utf8.encode(secret);
  if (key.length === 0 || secret !== secret.trim()) throw new Error("A webhook secret stands for no key.");
  return key;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
