import { createPrivateKey } from "node:crypto";
import type { Reader } from "./reader.ts";

/** Whose access tokens are believed. */
export type TokenSource =
  /** Our own. `privateKeys`: PKCS #8 in PEM, the one that signs first; undefined: they are kept in the store. */
  | { kind: "own"; privateKeys: readonly string[] | undefined }
  /** An identity provider's. */
  | { kind: "outside"; jwksUrl: string; issuer: string; audience: string; type: string };

export function readTokenSource(reader: Reader, production: boolean): TokenSource {
  const jwksUrl = reader.url("JWT_JWKS_URL", production ? ["https:"] : ["https:", "http:"]);
  const privateKeys = readPrivateKeys(reader);
  if (reader.text("JWT_JWKS_URL") !== undefined) return outside(reader, jwksUrl ?? "");
  for (const name of ["JWT_ISSUER", "JWT_AUDIENCE", "JWT_TYPE"]) {
    if (reader.text(name) !== undefined)
      reader.fault(name, "goes with JWT_JWKS_URL only. Set that too, or leave it out.");
  }
  if (production && reader.text("JWT_PRIVATE_KEY") === undefined) {
    reader.fault(
      "JWT_PRIVATE_KEY",
      "is missing. Set it to a key that `renewal keys generate` prints, or to `store` to keep keys in the database; or set JWT_JWKS_URL.",
    );
  }
  return { kind: "own", privateKeys };
}

function outside(reader: Reader, jwksUrl: string): TokenSource {
  const required = (name: string) => {
    const value = reader.text(name);
    if (value === undefined)
      reader.fault(name, "is missing, and JWT_JWKS_URL needs it. Set it to what the tokens carry.");
    return value ?? "";
  };
  if (reader.text("JWT_PRIVATE_KEY") !== undefined) {
    reader.fault(
      "JWT_PRIVATE_KEY",
      "and JWT_JWKS_URL exclude each other: either we make tokens or somebody else does.",
    );
  }
  return {
    kind: "outside",
    jwksUrl,
    issuer: required("JWT_ISSUER"),
    audience: required("JWT_AUDIENCE"),
    type: (reader.text("JWT_TYPE") ?? "at+jwt").toLowerCase(),
  };
}

const block = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----/g;

function readPrivateKeys(reader: Reader): string[] | undefined {
  const given = reader.text("JWT_PRIVATE_KEY");
  if (given === undefined || given === "store") return undefined;
  const text = given.startsWith("-----BEGIN")
    ? given.replaceAll("\\n", "\n")
    : reader.file("JWT_PRIVATE_KEY");
  if (text === undefined) return undefined;
  const keys = text.match(block) ?? [];
  if (keys.length > 0 && keys.every(isP256)) return [...keys];
  reader.fault(
    "JWT_PRIVATE_KEY",
    "must be P-256 private keys in PEM, the signing one first, or a file of them, or `store`. `renewal keys generate` prints one.",
  );
  return undefined;
}

function isP256(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyDetails?.namedCurve === "prime256v1";
  } catch {
    return false;
  }
}
