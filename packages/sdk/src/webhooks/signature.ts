import type { WithEnvironment } from "../environment.ts";
import { WebhookVerificationError } from "./error.ts";

/** A raw body. Text stands for its UTF-8 bytes. */
export type Bytes = string | Uint8Array | ArrayBuffer;

/**
 * The bytes of a body that nobody has parsed.
 *
 * @throws WebhookVerificationError `body_not_raw`
 */
export function bytesOf(raw: unknown): Uint8Array<ArrayBuffer> {
  if (typeof raw === "string") return new TextEncoder().encode(raw);
  if (isA(/Uint8Array|ArrayBuffer/, raw)) return new Uint8Array(raw as ArrayBuffer);
  throw new WebhookVerificationError("body_not_raw", "Verify it before it is parsed.");
}

/** Asks a value what it is. Under some test runners there are two of each class, and instanceof knows one. */
export function isA(kind: RegExp, value: unknown): boolean {
  return kind.test({}.toString.call(value));
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
 * @throws WebhookVerificationError `bad_secret`
 */
export function keysOf(secrets: string | readonly string[] | undefined): Promise<CryptoKey>[] {
  try {
    // By way of `globalThis`, so that no bundler writes a secret into a page.
    const { process } = globalThis as unknown as WithEnvironment;
    const keys = [secrets ?? process.env.RENEWAL_WEBHOOK_SECRET.split(",")].flat().map((secret) => {
      const key = secret.startsWith("whsec_") ? fromBase64(secret.slice(6)) : bytesOf(secret);
      if (!key.length || secret !== secret.trim()) throw key;
      return crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    });
    if (keys[0]) return keys;
  } catch {
    // No environment, no text, no base64, or nothing at all, which would be a key that everybody has.
  }
  throw new WebhookVerificationError("bad_secret", "Missing, cut, or within whitespace.");
}
