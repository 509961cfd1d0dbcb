import type { Json } from "../case.ts";
import { bad, good, one, plain, s, withHeader } from "./signed.ts";

const entry = s["webhook-signature"] ?? "";
const digits = plain["x-signature"] ?? "";
const list = (name: string, title: string, value: string, expect: Json) =>
  one(`entry-${name}`, title, { headers: withHeader(s, "webhook-signature", value) }, expect);
const hex = (name: string, title: string, value: string, expect: Json) =>
  one(`hex-${name}`, title, { headers: { "x-signature": value } }, expect);
const wrong = `v1,${Buffer.alloc(32).toString("base64")}`;
const urlSafe = entry.replaceAll("+", "-").replaceAll("/", "_").replace(/=$/, "=");
/** Forms of signatures. */
export const forms: Json[] = [
  list("garbage-before", "A malformed entry before a good one is passed over", `v1,%%% ${entry}`, good()),
  list(
    "short-before",
    "A cut entry before a good one is passed over",
    `${entry.slice(0, 20)} ${entry}`,
    good(),
  ),
  list(
    "other-version-before",
    "An entry of another version is passed over",
    `v1a,abcd v2,${entry.slice(3)} ${entry}`,
    good(),
  ),
  list("wrong-before", "A wrong entry before the good one does no harm", `${wrong} ${entry}`, good()),
  list("wrong-after", "A wrong entry behind the good one does no harm", `${entry} ${wrong}`, good()),
  list("non-ascii-before", "An entry beyond ASCII is passed over", `v1,é ${entry}`, good()),
  list("two-spaces", "An empty entry between two spaces is passed over", `${wrong}  ${entry}`, good()),
  list("cut", "A cut signature is malformed", entry.slice(0, -4), bad("malformed_header")),
  list(
    "one-byte-less",
    "A signature of 31 bytes is malformed, however right they are",
    `v1,${Buffer.from(entry.slice(3), "base64").subarray(0, 31).toString("base64")}`,
    bad("malformed_header"),
  ),
  list(
    "longer",
    "A signature with something behind it is malformed",
    `${entry}AAAA`,
    bad("malformed_header"),
  ),
  list(
    "without-padding",
    "A signature without its padding is malformed",
    entry.replace(/=$/, ""),
    bad("malformed_header"),
  ),
  list("no-version", "A signature without a version is malformed", entry.slice(3), bad("malformed_header")),
  list("v2-only", "A list without any v1 is malformed", `v2,${entry.slice(3)}`, bad("malformed_header")),
  list(
    "space-inside",
    "A space within base64 is no signature",
    `${entry.slice(0, 12)} ${entry.slice(12)}`,
    bad("malformed_header"),
  ),
  list("commas", "A list with commas is no list", `${entry},${entry}`, bad("malformed_header")),
  list("only-spaces", "Nothing but a space is malformed", " ", {
    error: { kind: "webhook_verification", reason: { $one_of: ["malformed_header", "missing_header"] } },
  }),
  list(
    "trailing-line-break",
    "A line break behind it makes it malformed",
    `${entry}\n`,
    bad("malformed_header"),
  ),
  list("upper-case-version", "V1 is another version", entry.replace("v1,", "V1,"), bad("malformed_header")),
  ...(urlSafe === entry
    ? []
    : [
        list(
          "url-safe",
          "Base64 in the alphabet for addresses is no signature",
          urlSafe,
          bad("malformed_header"),
        ),
      ]),
  hex("cut", "Cut hexadecimal is malformed", digits.slice(0, 62), bad("malformed_header")),
  hex("odd", "An odd number of digits is malformed", digits.slice(0, 63), bad("malformed_header")),
  hex("longer", "Digits with more behind them are malformed", `${digits}00`, bad("malformed_header")),
  hex(
    "space-inside",
    "Hexadecimal with a space in it is malformed",
    `${digits.slice(0, 32)} ${digits.slice(32)}`,
    bad("malformed_header"),
  ),
  hex(
    "space-in-place",
    "A space in the place of a digit is malformed",
    `${digits.slice(0, 31)} ${digits.slice(32)}`,
    bad("malformed_header"),
  ),
  hex("spaces-around", "Spaces around the digits are malformed", ` ${digits} `, bad("malformed_header")),
  hex(
    "trailing-line-break",
    "A line break behind the digits is malformed",
    `${digits}\n`,
    bad("malformed_header"),
  ),
  hex("0x", "0x before the digits is malformed", `0x${digits.slice(2)}`, bad("malformed_header")),
  hex("prefix", "sha256= before the digits is malformed", `sha256=${digits}`, bad("malformed_header")),
  hex(
    "non-ascii",
    "Characters beyond ASCII are malformed and no crash",
    `é${digits.slice(1)}`,
    bad("malformed_header"),
  ),
  hex("full-width", "Digits of another script are none", `１${digits.slice(1)}`, bad("malformed_header")),
  hex("letters", "Letters behind f are malformed", `${digits.slice(0, 63)}g`, bad("malformed_header")),
  hex("base64", "Base64 is not hexadecimal", entry.slice(3), bad("malformed_header")),
];
