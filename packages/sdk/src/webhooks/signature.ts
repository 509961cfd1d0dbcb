import { WebhookVerificationError } from "./error.ts";

/** A raw body, or a part of what is signed: text stands for its UTF-8 bytes. */
export type Bytes = string | ArrayBufferView | ArrayBuffer;

/** HMAC-SHA256 over the parts, one behind the other. */
export async function hmac(secret: string, ...parts: Bytes[]): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey("raw", keyOf(secret), { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, joined(parts.map(bytesOf))));
}

/** The 64 hexadecimal digits of `X-Signature`. */
export function hex(digest: Uint8Array): string {
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** One entry of `webhook-signature`. */
export function entry(digest: Uint8Array): string {
  return `v1,${btoa(String.fromCharCode(...digest))}`;
}

/** The bytes of a body that nobody has parsed. */
export function bytesOf(raw: Bytes): Uint8Array<ArrayBuffer> {
  if (typeof raw === "string") return new TextEncoder().encode(raw);
  if (ArrayBuffer.isView(raw)) {
    return new Uint8Array(raw.buffer as ArrayBuffer, raw.byteOffset, raw.byteLength);
  }
  return new Uint8Array(raw);
}

function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** @returns what `whsec_` and base64 stands for; of any other secret its UTF-8 bytes */
function keyOf(secret: string): Uint8Array<ArrayBuffer> {
  if (typeof secret !== "string" || secret === "" || secret.trim() !== secret) {
    throw invalidSecret(
      "A webhook secret is empty, or begins or ends with whitespace. Trim it, then try again.",
    );
  }
  if (!secret.startsWith("whsec_")) return bytesOf(secret);
  const base64 = secret.slice(6);
  if (!/^(?:[\w+/]{4})*(?:[\w+/]{2}==|[\w+/]{3}=)?$/.test(base64) || base64 === "" || base64.includes("_")) {
    throw invalidSecret(
      "The webhook secret begins with whsec_, but no padded base64 follows. Copy it whole.",
    );
  }
  return Uint8Array.from(atob(base64), (mark) => mark.charCodeAt(0));
}

function invalidSecret(message: string): WebhookVerificationError {
  return new WebhookVerificationError("invalid_secret", message);
}
