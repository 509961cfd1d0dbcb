import type { Signer } from "../ports.ts";
import { Refusal } from "../refusal.ts";

const hexDigest = /^[0-9a-f]{64}$/i;

/**
 * Lets a notification through whose signature is the HMAC-SHA256 of its raw bytes under one of the active secrets.
 * Every secret is tried and every byte compared, so that the time taken tells nothing.
 *
 * @param signature the header `X-Signature`: 64 hexadecimal digits in either case
 * @throws Refusal INVALID_SIGNATURE
 */
export async function verifySignature(
  signer: Signer,
  secrets: readonly string[],
  body: Uint8Array,
  signature: string | undefined,
): Promise<void> {
  if (signature === undefined || !hexDigest.test(signature)) {
    throw new Refusal(
      "INVALID_SIGNATURE",
      "The header X-Signature must carry the 64 hexadecimal digits of the body's HMAC-SHA256.",
    );
  }
  const given = fromHex(signature);
  const expected = await Promise.all(secrets.map((secret) => signer.hmac(secret, body)));
  const matches = expected.filter((digest) => equalBytes(digest, given)).length;
  if (matches === 0) {
    throw new Refusal(
      "INVALID_SIGNATURE",
      "X-Signature is not the HMAC-SHA256 of the raw body under an active secret. Sign the exact bytes that are sent.",
    );
  }
}

function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(32);
  for (let index = 0; index < 32; index += 1)
    bytes[index] = (hexDigit(text.charCodeAt(2 * index)) << 4) | hexDigit(text.charCodeAt(2 * index + 1));
  return bytes;
}

/** The value of a hexadecimal digit by its code, in either case. */
function hexDigit(code: number): number {
  return code <= 0x39 ? code - 0x30 : (code | 0x20) - 0x61 + 10;
}

/** Compares without stopping at the first difference. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index += 1) difference |= (a[index] as number) ^ (b[index] as number);
  return difference === 0;
}
