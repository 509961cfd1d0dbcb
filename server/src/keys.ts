import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";
import type { AccessTokenClaims, Clock, Signer } from "@renewal/engine";
import jwt from "jsonwebtoken";
import type { KeyAdmin } from "./storage/keys.ts";

/** ES256: its tokens are short, and making one costs a twentieth of RS256. */
export const algorithm = "ES256";

interface KeyPair {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

export interface KeyRing {
  signer: Signer;
  publicKey(kid: string | undefined): Promise<KeyObject | undefined>;
  jwks(): Promise<object>;
  /** Reads the keys anew, after a rotation. */
  reload(): Promise<void>;
}

/** How long a rotated key's tokens are believed: longer than any of them lives. */
export const keyOverlap = 3_600_000;

/** A token whose key we do not know may be signed with one that another process has just made; look once in a while. */
const lookAgain = 5_000;

/**
 * The keys that sign access tokens, kept in the store so that every process believes every other's tokens.
 *
 * @param given a private key from the configuration, PKCS #8 in PEM; it alone is used then
 */
export async function openKeyRing(
  store: KeyAdmin,
  clock: Clock,
  token: { issuer: string; audience: string },
  given?: string,
): Promise<KeyRing> {
  let keys: KeyPair[] = [];
  let lookedAt = 0;

  async function reload(): Promise<void> {
    lookedAt = clock.now();
    if (given !== undefined) keys = [keyPair(given)];
    else keys = (await store.signingKeys(clock.now())).map((row) => keyPair(row.privateKey));
  }

  await reload();
  if (keys.length === 0) {
    await addKey(store, clock);
    await reload();
  }
  return {
    reload,
    signer: { accessToken: async (claims) => sign(keys[0] as KeyPair, token, claims), hash, hmac },
    async publicKey(kid) {
      const find = () => keys.find((key) => key.kid === kid)?.publicKey;
      if (find() === undefined && clock.now() - lookedAt > lookAgain) await reload();
      return find();
    },
    async jwks() {
      return {
        keys: keys.map(({ kid, publicKey }) => ({ ...jwk(publicKey), kid, alg: algorithm, use: "sig" })),
      };
    },
  };
}

/** Makes a new key that signs from now on. */
export async function addKey(store: KeyAdmin, clock: Clock): Promise<string> {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  const { kid } = keyPair(pem);
  await store.addSigningKey({ kid, privateKey: pem, createdAt: clock.now() }, clock.now() + keyOverlap);
  return kid;
}

function keyPair(pem: string): KeyPair {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  return { kid: thumbprint(publicKey), privateKey, publicKey };
}

function jwk(key: KeyObject): Record<string, unknown> {
  return key.export({ format: "jwk" }) as Record<string, unknown>;
}

/** RFC 7638: the same key has the same name everywhere. */
function thumbprint(key: KeyObject): string {
  const { crv, kty, x, y } = jwk(key);
  return createHash("sha256").update(JSON.stringify({ crv, kty, x, y })).digest("base64url");
}

function sign(key: KeyPair, token: { issuer: string; audience: string }, claims: AccessTokenClaims): string {
  const issuedAt = Math.floor(claims.issuedAt / 1000);
  const payload = {
    iss: token.issuer,
    aud: token.audience,
    sub: claims.userId ?? claims.clientId,
    client_id: claims.clientId,
    role: claims.role,
    iat: issuedAt,
    exp: issuedAt + claims.lifetime,
  };
  return jwt.sign(payload, key.privateKey, {
    algorithm,
    header: { alg: algorithm, typ: "at+jwt", kid: key.kid },
  });
}

async function hash(text: string): Promise<string> {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

async function hmac(key: string | Uint8Array, bytes: Uint8Array): Promise<Uint8Array> {
  return createHmac("sha256", key).update(bytes).digest();
}
