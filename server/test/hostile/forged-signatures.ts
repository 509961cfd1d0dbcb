import { createHash, createHmac } from "node:crypto";
import { sign } from "../http/running.ts";

type Forge = (body: string, secret: string) => string | undefined;

/** Signatures that are none: what they are, and how to make one from a body and the secret itself. */
export const forgedSignatures: readonly (readonly [about: string, forge: Forge])[] = [
  ["no signature", () => undefined],
  ["a signature of 63 digits", (body, secret) => sign(body, secret).slice(1)],
  ["a signature of 65 digits", (body, secret) => `${sign(body, secret)}0`],
  ["a signature with its scheme before it", (body, secret) => `sha256=${sign(body, secret)}`],
  ["a signature in base64", (body, secret) => createHmac("sha256", secret).update(body).digest("base64")],
  ["a signature by SHA-1", (body, secret) => createHmac("sha1", secret).update(body).digest("hex")],
  ["a signature by SHA-512", (body, secret) => createHmac("sha512", secret).update(body).digest("hex")],
  ["the plain digest of the body", (body) => createHash("sha256").update(body).digest("hex")],
  [
    "the digest of secret and body",
    (body, secret) =>
      createHash("sha256")
        .update(secret + body)
        .digest("hex"),
  ],
  ["a signature under another secret", (body) => sign(body, "another secret")],
  ["a signature under the empty secret", (body) => sign(body, "")],
  ["the signature of another body", (body, secret) => sign(`${body} `, secret)],
  [
    "the signature of the body read and written again",
    (body, secret) => sign(JSON.stringify(JSON.parse(body), null, 1), secret),
  ],
  ["two signatures, the first one right", (body, secret) => `${sign(body, secret)}, ${"0".repeat(64)}`],
  ["a signature of zeros", () => "0".repeat(64)],
];
