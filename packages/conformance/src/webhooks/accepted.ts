import type { Json } from "../case.ts";
import { binary, good, one, only, paid, plain, s, secret, signed, withHeader } from "./signed.ts";

const both = await signed(paid, ["old-secret", secret]);
const capitals = Object.fromEntries(Object.entries(s).map(([name, value]) => [name.toUpperCase(), value]));
const sentBinary = await signed(paid, [binary]);
const unicode = await signed(paid, ["秘密-é"]);
/** What must be accepted. */
export const accepted: Json[] = [
  one("as-sent", "What the server sends is accepted", { headers: s }, good()),
  one("x-signature-alone", "The documented X-Signature alone is accepted", { headers: plain }, good()),
  one(
    "x-signature-alone-years-later",
    "X-Signature alone carries no time, so it never is too old",
    { headers: plain, now: "2031-01-01T00:00:00Z" },
    good(),
  ),
  one(
    "upper-case-hex",
    "Hexadecimal in upper case is the same signature",
    { headers: { "x-signature": (plain["x-signature"] ?? "").toUpperCase() } },
    good(),
  ),
  one("names-in-capitals", "The case of header names does not matter", { headers: capitals }, good()),
  one(
    "standard-without-x-signature",
    "The three of Standard Webhooks are enough",
    { headers: only(s, "webhook-id", "webhook-timestamp", "webhook-signature") },
    good(),
  ),
  one(
    "standard-decides-alone",
    "Beside the three of Standard Webhooks a wrong X-Signature is not looked at",
    { headers: withHeader(s, "x-signature", "0".repeat(64)) },
    good(),
  ),
  one(
    "whsec",
    "A secret with whsec_ stands for the bytes behind it",
    { headers: sentBinary, secrets: [binary] },
    good(),
  ),
  one(
    "whsec-same-key",
    "whsec_ and base64 of a text is the same key as that text",
    { headers: s, secrets: ["whsec_ZGVtby13ZWJob29rLXNlY3JldA=="] },
    good(),
  ),
  one(
    "non-ascii-secret",
    "A secret beyond ASCII stands for its UTF-8 bytes",
    { headers: unicode, secrets: ["秘密-é"] },
    good(),
  ),
  one(
    "two-secrets-sent",
    "While a secret is replaced the receiver with the old one accepts",
    { headers: both, secrets: ["old-secret"] },
    good(),
  ),
  one(
    "two-secrets-sent-new",
    "… and so does the receiver with the new one",
    { headers: both, secrets: [secret] },
    good(),
  ),
  one(
    "two-secrets-held",
    "A receiver may hold two secrets: either is enough",
    { headers: s, secrets: ["old-secret", secret] },
    good(),
  ),
  one(
    "two-secrets-held-plain",
    "… for X-Signature too",
    { headers: plain, secrets: ["old-secret", secret] },
    good(),
  ),
];
