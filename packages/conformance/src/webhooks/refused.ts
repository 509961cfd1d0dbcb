import type { Json } from "../case.ts";
import { bad, one, paid, plain, s, type Wanted, withHeader } from "./signed.ts";

const again = JSON.stringify(JSON.parse(paid), undefined, 1);
const noMatch = (name: string, title: string, wanted: Wanted) => one(name, title, wanted, bad("no_match"));
const lone = (name: string, value: string | undefined) => ({ [name]: value ?? "" });
/** What is of the right form and must be refused, or is not there. */
export const refused: Json[] = [
  noMatch("wrong-secret", "Another secret's signature does not match", {
    headers: s,
    secrets: ["another-secret"],
  }),
  noMatch("wrong-secret-plain", "… in X-Signature neither", {
    headers: plain,
    secrets: ["another-secret"],
  }),
  noMatch("re-serialised", "A body that was parsed and written again does not match", {
    body: again,
    headers: s,
  }),
  noMatch("re-serialised-plain", "… in X-Signature neither", { body: again, headers: plain }),
  noMatch("one-byte-more", "A body with a line break behind it does not match", {
    body: `${paid}\n`,
    headers: s,
  }),
  noMatch("trimmed", "A body without its last byte does not match", {
    body: paid.slice(0, -1),
    headers: s,
  }),
  noMatch("another-amount", "A body with another amount does not match", {
    body: paid.replace("99.99", "0.01"),
    headers: plain,
  }),
  noMatch("byte-order-mark", "A body with a byte order mark before it does not match", {
    body: `\ufeff${paid}`,
    headers: plain,
  }),
  noMatch("another-id", "Another id does not match", { headers: withHeader(s, "webhook-id", "evt_2") }),
  noMatch("another-timestamp", "Another timestamp does not match, however fresh", {
    headers: withHeader(s, "webhook-timestamp", "1768465802"),
  }),
  noMatch("timestamp-with-nought", "The timestamp is signed as text: a nought before it does not match", {
    headers: withHeader(s, "webhook-timestamp", "01768465801"),
  }),
  noMatch("hex-as-entry", "X-Signature's digest is not the one of Standard Webhooks", {
    headers: withHeader(
      s,
      "webhook-signature",
      `v1,${Buffer.from(plain["x-signature"] ?? "", "hex").toString("base64")}`,
    ),
  }),
  noMatch("all-noughts", "A signature of noughts does not match", {
    headers: lone("x-signature", "0".repeat(64)),
  }),
  noMatch("first-half-right", "A signature whose first half is right does not match", {
    headers: lone("x-signature", (plain["x-signature"] ?? "").slice(0, 32) + "0".repeat(32)),
  }),
  noMatch("last-digit-wrong", "A signature whose last digit is wrong does not match", {
    headers: lone(
      "x-signature",
      (plain["x-signature"] ?? "").replace(/.$/, (last) => (last === "0" ? "1" : "0")),
    ),
  }),
  one(
    "no-headers",
    "Without any of the headers it is missing_header",
    { headers: { "content-type": "application/json" } },
    bad("missing_header"),
  ),
  one(
    "empty-x-signature",
    "An empty X-Signature is a missing one",
    { headers: lone("x-signature", "") },
    bad("missing_header"),
  ),
  ...["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) =>
    one(
      `without-${name}`,
      `Without ${name} the rest is not enough, and X-Signature does not stand in`,
      { headers: Object.fromEntries(Object.entries(s).filter(([key]) => key !== name)) },
      bad("missing_header"),
    ),
  ),
  one(
    "empty-webhook-id",
    "An empty webhook-id is a missing one",
    { headers: withHeader(s, "webhook-id", "") },
    bad("missing_header"),
  ),
  ...[
    "",
    "1768465801.0",
    "+1768465801",
    "-1768465801",
    "1768465801 ",
    "1e9",
    "0x69689E89",
    "1234567890123",
    "١٧٦٨٤٦٥٨٠١",
    "soon",
    "2026-01-15T08:30:01Z",
  ].map((value, index) =>
    one(
      `timestamp-form-${index + 1}`,
      `"${value}" is no timestamp`,
      { headers: withHeader(s, "webhook-timestamp", value) },
      bad(value === "" ? "missing_header" : "malformed_header"),
    ),
  ),
];
