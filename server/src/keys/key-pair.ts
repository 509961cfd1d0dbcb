import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";

/** ES256: its tokens are short, and making one costs a quarter of RS256. */
export const ownAlgorithm = "ES256";

/** A key that signs access tokens, and the public half that checks them. */
export interface KeyPair {
  /** RFC 7638: the same key has the same name everywhere. */
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

/** @param pem a P-256 private key */
export function keyPair(pem: string): KeyPair {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  return { kid: thumbprint(publicKey), privateKey, publicKey };
}

/** A new P-256 private key, PKCS #8 in PEM. */
export function generateKey(): string {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return privateKey.export({ type: "pkcs8", format: "pem" }) as string;
}

/** The public half as the JWKS publishes it. */
export function publicJwk({ kid, publicKey }: KeyPair): Record<string, unknown> {
  return { ...(publicKey.export({ format: "jwk" }) as object), kid, alg: ownAlgorithm, use: "sig" };
}

function thumbprint(key: KeyObject): string {
  const { crv, kty, x, y } = key.export({ format: "jwk" }) as Record<string, unknown>;
  return createHash("sha256").update(JSON.stringify({ crv, kty, x, y })).digest("base64url");
}
