import { createHmac, hash } from "node:crypto";
import { type AccessTokenClaims, Refusal, type Signer } from "@renewal/engine";
import jwt from "jsonwebtoken";
import { type KeyPair, ownAlgorithm } from "./keys/key-pair.ts";

/** What an access token says of who made it and whom it is for. */
export interface TokenNames {
  issuer: string;
  audience: string;
}

/**
 * The engine's cryptography by `node:crypto`.
 *
 * @param signing the key that signs access tokens
 */
export function nodeSigner(signing: () => KeyPair, names: TokenNames): Signer {
  return {
    accessToken: async (claims) => sign(signing(), names, claims),
    hash: (text) => hash("sha256", text, "hex"),
    hmac: (key, bytes) => createHmac("sha256", key).update(bytes).digest(),
  };
}

/** For a server that believes an identity provider's tokens: it makes none. */
export function noSigningKey(issuer: string): () => never {
  return () => {
    throw new Refusal("VALIDATION_ERROR", `This server makes no tokens. Get one from ${issuer}.`, {
      details: { in: "body", field: "grant_type", rule: "issuer" },
    });
  };
}

/** A JWT access token by RFC 9068, with the role beside its claims: a member may be called as its client is. */
function sign(key: KeyPair, { issuer, audience }: TokenNames, claims: AccessTokenClaims): string {
  const issuedAt = Math.floor(claims.issuedAt / 1000);
  const payload = {
    iss: issuer,
    aud: audience,
    sub: claims.userId ?? claims.clientId,
    client_id: claims.clientId,
    role: claims.role,
    iat: issuedAt,
    exp: issuedAt + claims.lifetime,
  };
  return jwt.sign(payload, key.privateKey, {
    algorithm: ownAlgorithm,
    header: { alg: ownAlgorithm, typ: "at+jwt", kid: key.kid },
  });
}
