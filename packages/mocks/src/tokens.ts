import {
  type AccessTokenClaims,
  bearerToken,
  type Caller,
  type Clock,
  callerOf,
  expiredToken,
  invalidToken,
  VerifiedTokens,
} from "@renewal/engine";

const names = { issuer: "renewal", audience: "renewal-api" };
const source = "POST /auth/token";
const algorithm = { name: "ECDSA", hash: "SHA-256", namedCurve: "P-256" };
/** Clocks of two machines may differ by so much, in seconds; the server's own tolerance. */
const tolerance = 5;
const utf8 = new TextEncoder();

/** Access tokens as the server makes them: JWT by RFC 9068, signed with ES256. */
export interface AccessTokens {
  issue(claims: AccessTokenClaims): Promise<string>;
  /** @throws Refusal INVALID_TOKEN */
  identify(authorization: string): Promise<Caller>;
  /** The public key, as `/.well-known/jwks.json` shows it. */
  jwks(): Promise<{ keys: object[] }>;
  /** The key itself, so that tokens outlive the page. */
  exportKey(): Promise<JsonWebKey>;
  importKey(key: JsonWebKey): void;
}

type KeyPair = { privateKey: CryptoKey; publicKey: CryptoKey };

export function accessTokens(clock: Clock): AccessTokens {
  let pair: Promise<KeyPair> | undefined;
  const verified = new VerifiedTokens();
  const keys = () => {
    pair ??= crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]) as Promise<KeyPair>;
    return pair;
  };
  return {
    async issue(claims) {
      const head = encode({ alg: "ES256", typ: "at+jwt", kid: "mock" });
      const signed = `${head}.${encode(payloadOf(claims))}`;
      const { privateKey } = await keys();
      const signature = await crypto.subtle.sign(algorithm, privateKey, utf8.encode(signed));
      return `${signed}.${base64url(new Uint8Array(signature))}`;
    },
    async identify(authorization) {
      const token = bearerToken(authorization);
      const now = clock.now();
      const known = verified.get(token, now);
      if (known !== undefined) return known.caller;
      const found = await verify(token, (await keys()).publicKey, now);
      verified.add(token, found);
      return found.caller;
    },
    jwks: async () => {
      const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", (await keys()).publicKey);
      return { keys: [{ kty, crv, x, y, kid: "mock", alg: "ES256", use: "sig" }] };
    },
    exportKey: async () => crypto.subtle.exportKey("jwk", (await keys()).privateKey),
    importKey(key) {
      pair = importPair(key);
      verified.clear();
    },
  };
}

async function importPair(key: JsonWebKey): Promise<KeyPair> {
  const { d: _, ...open } = key;
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.importKey("jwk", { ...key, key_ops: ["sign"] }, algorithm, true, ["sign"]),
    crypto.subtle.importKey("jwk", { ...open, key_ops: ["verify"] }, algorithm, true, ["verify"]),
  ]);
  return { privateKey, publicKey };
}

function payloadOf(claims: AccessTokenClaims): Record<string, unknown> {
  const issuedAt = Math.floor(claims.issuedAt / 1000);
  return {
    ...{ iss: names.issuer, aud: names.audience, sub: claims.userId ?? claims.clientId },
    ...{ client_id: claims.clientId, role: claims.role, iat: issuedAt, exp: issuedAt + claims.lifetime },
  };
}

/** @throws Refusal INVALID_TOKEN */
async function verify(token: string, key: CryptoKey, now: number) {
  const [head = "", body = "", mark = ""] = token.split(".");
  const header = decode(head);
  const payload = decode(body);
  if (header?.alg !== "ES256" || header.kid !== "mock" || payload === undefined) throw invalidToken(source);
  const signature = bytesOf(mark);
  const isSigned =
    signature !== undefined &&
    (await crypto.subtle.verify(algorithm, key, signature, utf8.encode(`${head}.${body}`)));
  if (!isSigned || typeof payload.exp !== "number") throw invalidToken(source);
  if (Math.floor(now / 1000) >= payload.exp + tolerance) throw expiredToken(source);
  if (payload.iss !== names.issuer || payload.aud !== names.audience) throw invalidToken(source);
  const caller = callerOf({ header, payload }, "at+jwt", false);
  if (caller === undefined) throw invalidToken(source);
  return { caller, expiresAt: (payload.exp + tolerance) * 1000 };
}

function encode(value: object): string {
  return base64url(utf8.encode(JSON.stringify(value)));
}

function decode(part: string): Record<string, unknown> | undefined {
  const bytes = bytesOf(part);
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function base64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(plain, (mark) => mark.charCodeAt(0));
  } catch {
    return undefined;
  }
}
