import type { AccessTokenClaims, Signer } from "../ports.ts";

const utf8 = new TextEncoder();

/**
 * Digests by WebCrypto, in Node and in browsers.
 *
 * @param accessToken makes the token; whoever checks tokens chooses its form
 */
export function webCryptoSigner(accessToken: (claims: AccessTokenClaims) => Promise<string>): Signer {
  return { accessToken, hash, hmac };
}

async function hash(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8.encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function hmac(secret: string | Uint8Array, bytes: Uint8Array): Promise<Uint8Array> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const raw = typeof secret === "string" ? utf8.encode(secret) : (secret as Uint8Array<ArrayBuffer>);
  const key = await crypto.subtle.importKey("raw", raw, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes as Uint8Array<ArrayBuffer>));
}
