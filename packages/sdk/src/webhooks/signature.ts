import { WebhookVerificationError } from "./error.ts";

/** A raw body. Text stands for its UTF-8 bytes. */
export type Bytes = string | Uint8Array | ArrayBuffer;

/**
 * The bytes of a body that nobody has parsed.
 *
 * @throws WebhookVerificationError `payload_not_raw`
 */
export function bytesOf(raw: unknown): Uint8Array<ArrayBuffer> {
  if (typeof raw === "string") return new TextEncoder().encode(raw);
  if (/Uint8Array|ArrayBuffer/.test(tagOf(raw))) return new Uint8Array(raw as ArrayBuffer);
  throw new WebhookVerificationError("payload_not_raw", "Verify the body before it is parsed.");
}

/** What a value is. Under some test runners there are two of each class, and instanceof knows one. */
export function tagOf(value: unknown): string {
  return {}.toString.call(value);
}

/** What padded base64 stands for. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (mark) => mark.charCodeAt(0));
}

/** What is signed: for Standard Webhooks the id and the timestamp stand before the body. */
export function signedBytes(prefix: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const start = bytesOf(prefix);
  const all = new Uint8Array(start.length + body.length);
  all.set(start);
  all.set(body, start.length);
  return all;
}

/**
 * The keys of secrets, for HMAC-SHA256: what `whsec_` and base64 stands for, of any other secret its UTF-8 bytes.
 *
 * @throws WebhookVerificationError `invalid_secret`
 */
export async function keysOf(
  secrets: string | readonly string[],
  use: "sign" | "verify",
): Promise<CryptoKey[]> {
  try {
    const keys = [secrets].flat().map((secret) => {
      const key = secret.startsWith("whsec_") ? fromBase64(secret.slice(6)) : bytesOf(secret);
      if (!key.length || secret !== secret.trim()) throw key;
      return crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, [use]);
    });
    if (keys[0]) return await Promise.all(keys);
  } catch {
    // No text, no base64, or nothing at all, which would be a key that everybody has.
  }
  throw new WebhookVerificationError("invalid_secret", "Missing, cut, or with whitespace around it.");
}
