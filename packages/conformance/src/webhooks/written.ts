import { signDelivery, webCryptoSigner } from "@renewal/engine";
import type { Json } from "../case.ts";

/** 15 January 2026, 08:30:01 UTC. */
const sentAt = 1_768_465_801_000;
const clock = "2026-01-15T08:30:05Z";
const secret = "demo-webhook-secret";
const binary = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const paid =
  '{"id":"evt_01JH8M0Q3Z6W7X8Y9A0B1C2D3E","type":"payment.updated","transaction_id":"TXN789012","order_id":"ORD123456",' +
  '"user_id":"user_42","status":"paid","amount":99.99,"currency":"CNY","timestamp":"2026-01-15T08:30:00.000Z"}';
const signer = webCryptoSigner(async () => "");

type Headers = Record<string, string>;

/** What the server sends for a body: by its own signer. */
async function signed(body = paid, secrets: readonly string[] = [secret], now = sentAt): Promise<Headers> {
  const headers = await signDelivery(signer, secrets, { eventId: "evt_01JH8M0Q3Z6W7X8Y9A0B1C2D3E", body }, now);
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

interface Wanted {
  body?: string | Buffer;
  headers: Headers;
  secrets?: unknown;
  tolerance_s?: number;
  now?: string;
  needs?: string[];
  parsed?: unknown;
}

function one(name: string, title: string, wanted: Wanted, expect: Json): Json {
  const { body = paid, headers, secrets = [secret], parsed, needs = [], now = clock, ...rest } = wanted;
  const payload = parsed === undefined ? { payload_base64: Buffer.from(body).toString("base64") } : { payload_parsed: parsed };
  const step = { do: "verify_webhook", ...payload, headers, secrets, now, ...rest, expect };
  return { name, title, needs: ["webhooks", ...needs], steps: [step] };
}

const good = (event: Json = { type: "payment.updated", status: "paid", amount: "99.99" }, known = true) => ({ ok: { known, event } });
const bad = (reason: string) => ({ error: { kind: "webhook_verification", reason } });

const withHeader = (headers: Headers, name: string, value: string): Headers => ({ ...headers, [name]: value });
const only = (headers: Headers, ...names: string[]): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name)));

/** Every case about signatures, with signatures that the server's own code makes. */
export async function webhookCases(): Promise<Json[]> {
  const s = await signed();
  const plain = only(s, "x-signature");
  return [...(await accepted(s, plain)), ...(await forms(s, plain)), ...(await refused(s, plain)), ...(await ages()), ...(await events()), ...secretsAndBodies(s), ...signing()];
}

async function accepted(s: Headers, plain: Headers): Promise<Json[]> {
  const both = await signed(paid, ["old-secret", secret]);
  const capitals = Object.fromEntries(Object.entries(s).map(([name, value]) => [name.toUpperCase(), value]));
  const sentBinary = await signed(paid, [binary]);
  const unicode = await signed(paid, ["秘密-é"]);
  return [
    one("as-sent", "What the server sends is accepted", { headers: s }, good()),
    one("x-signature-alone", "The documented X-Signature alone is accepted", { headers: plain }, good()),
    one("x-signature-alone-years-later", "X-Signature alone carries no time, so it never is too old", { headers: plain, now: "2031-01-01T00:00:00Z" }, good()),
    one("upper-case-hex", "Hexadecimal in upper case is the same signature", { headers: { "x-signature": (plain["x-signature"] ?? "").toUpperCase() } }, good()),
    one("names-in-capitals", "The case of header names does not matter", { headers: capitals }, good()),
    one("standard-without-x-signature", "The three of Standard Webhooks are enough", { headers: only(s, "webhook-id", "webhook-timestamp", "webhook-signature") }, good()),
    one("standard-decides-alone", "Beside the three of Standard Webhooks a wrong X-Signature is not looked at", { headers: withHeader(s, "x-signature", "0".repeat(64)) }, good()),
    one("whsec", "A secret with whsec_ stands for the bytes behind it", { headers: sentBinary, secrets: [binary] }, good()),
    one("whsec-same-key", "whsec_ and base64 of a text is the same key as that text", { headers: s, secrets: ["whsec_ZGVtby13ZWJob29rLXNlY3JldA=="] }, good()),
    one("non-ascii-secret", "A secret beyond ASCII stands for its UTF-8 bytes", { headers: unicode, secrets: ["秘密-é"] }, good()),
    one("two-secrets-sent", "While a secret is replaced the receiver with the old one accepts", { headers: both, secrets: ["old-secret"] }, good()),
    one("two-secrets-sent-new", "… and so does the receiver with the new one", { headers: both, secrets: [secret] }, good()),
    one("two-secrets-held", "A receiver may hold two secrets: either is enough", { headers: s, secrets: ["old-secret", secret] }, good()),
    one("two-secrets-held-plain", "… for X-Signature too", { headers: plain, secrets: ["old-secret", secret] }, good()),
  ];
}

async function forms(s: Headers, plain: Headers): Promise<Json[]> {
  const entry = s["webhook-signature"] ?? "";
  const digits = plain["x-signature"] ?? "";
  const list = (name: string, title: string, value: string, expect: Json) =>
    one(`entry-${name}`, title, { headers: withHeader(s, "webhook-signature", value) }, expect);
  const hex = (name: string, title: string, value: string, expect: Json) =>
    one(`hex-${name}`, title, { headers: { "x-signature": value } }, expect);
  const wrong = `v1,${Buffer.alloc(32).toString("base64")}`;
  const urlSafe = entry.replaceAll("+", "-").replaceAll("/", "_").replace(/=$/, "=");
  return [
    list("garbage-before", "A malformed entry before a good one is passed over", `v1,%%% ${entry}`, good()),
    list("short-before", "A cut entry before a good one is passed over", `${entry.slice(0, 20)} ${entry}`, good()),
    list("other-version-before", "An entry of another version is passed over", `v1a,abcd v2,${entry.slice(3)} ${entry}`, good()),
    list("wrong-before", "A wrong entry before the good one does no harm", `${wrong} ${entry}`, good()),
    list("wrong-after", "A wrong entry behind the good one does no harm", `${entry} ${wrong}`, good()),
    list("non-ascii-before", "An entry beyond ASCII is passed over", `v1,é ${entry}`, good()),
    list("two-spaces", "An empty entry between two spaces is passed over", `${wrong}  ${entry}`, good()),
    list("cut", "A cut signature is malformed", entry.slice(0, -4), bad("malformed_header")),
    list("one-byte-less", "A signature of 31 bytes is malformed, however right they are", `v1,${Buffer.from(entry.slice(3), "base64").subarray(0, 31).toString("base64")}`, bad("malformed_header")),
    list("longer", "A signature with something behind it is malformed", `${entry}AAAA`, bad("malformed_header")),
    list("without-padding", "A signature without its padding is malformed", entry.replace(/=$/, ""), bad("malformed_header")),
    list("no-version", "A signature without a version is malformed", entry.slice(3), bad("malformed_header")),
    list("v2-only", "A list without any v1 is malformed", `v2,${entry.slice(3)}`, bad("malformed_header")),
    list("space-inside", "A space within base64 is no signature", `${entry.slice(0, 12)} ${entry.slice(12)}`, bad("malformed_header")),
    list("commas", "A list with commas is no list", `${entry},${entry}`, bad("malformed_header")),
    list("only-spaces", "Nothing but a space is malformed", " ", { error: { kind: "webhook_verification", reason: { $one_of: ["malformed_header", "missing_header"] } } }),
    list("trailing-line-break", "A line break behind it makes it malformed", `${entry}\n`, bad("malformed_header")),
    list("upper-case-version", "V1 is another version", entry.replace("v1,", "V1,"), bad("malformed_header")),
    ...(urlSafe === entry ? [] : [list("url-safe", "Base64 in the alphabet for addresses is no signature", urlSafe, bad("malformed_header"))]),
    hex("cut", "Cut hexadecimal is malformed", digits.slice(0, 62), bad("malformed_header")),
    hex("odd", "An odd number of digits is malformed", digits.slice(0, 63), bad("malformed_header")),
    hex("longer", "Digits with more behind them are malformed", `${digits}00`, bad("malformed_header")),
    hex("space-inside", "Hexadecimal with a space in it is malformed", `${digits.slice(0, 32)} ${digits.slice(32)}`, bad("malformed_header")),
    hex("space-in-place", "A space in the place of a digit is malformed", `${digits.slice(0, 31)} ${digits.slice(32)}`, bad("malformed_header")),
    hex("spaces-around", "Spaces around the digits are malformed", ` ${digits} `, bad("malformed_header")),
    hex("trailing-line-break", "A line break behind the digits is malformed", `${digits}\n`, bad("malformed_header")),
    hex("0x", "0x before the digits is malformed", `0x${digits.slice(2)}`, bad("malformed_header")),
    hex("prefix", "sha256= before the digits is malformed", `sha256=${digits}`, bad("malformed_header")),
    hex("non-ascii", "Characters beyond ASCII are malformed and no crash", `é${digits.slice(1)}`, bad("malformed_header")),
    hex("full-width", "Digits of another script are none", `１${digits.slice(1)}`, bad("malformed_header")),
    hex("letters", "Letters behind f are malformed", `${digits.slice(0, 63)}g`, bad("malformed_header")),
    hex("base64", "Base64 is not hexadecimal", entry.slice(3), bad("malformed_header")),
  ];
}

async function refused(s: Headers, plain: Headers): Promise<Json[]> {
  const again = JSON.stringify(JSON.parse(paid), undefined, 1);
  const noMatch = (name: string, title: string, wanted: Wanted) => one(name, title, wanted, bad("no_match"));
  const lone = (name: string, value: string | undefined) => ({ [name]: value ?? "" });
  return [
    noMatch("wrong-secret", "Another secret's signature does not match", { headers: s, secrets: ["another-secret"] }),
    noMatch("wrong-secret-plain", "… in X-Signature neither", { headers: plain, secrets: ["another-secret"] }),
    noMatch("re-serialised", "A body that was parsed and written again does not match", { body: again, headers: s }),
    noMatch("re-serialised-plain", "… in X-Signature neither", { body: again, headers: plain }),
    noMatch("one-byte-more", "A body with a line break behind it does not match", { body: `${paid}\n`, headers: s }),
    noMatch("trimmed", "A body without its last byte does not match", { body: paid.slice(0, -1), headers: s }),
    noMatch("another-amount", "A body with another amount does not match", { body: paid.replace("99.99", "0.01"), headers: plain }),
    noMatch("byte-order-mark", "A body with a byte order mark before it does not match", { body: `\ufeff${paid}`, headers: plain }),
    noMatch("another-id", "Another id does not match", { headers: withHeader(s, "webhook-id", "evt_2") }),
    noMatch("another-timestamp", "Another timestamp does not match, however fresh", { headers: withHeader(s, "webhook-timestamp", "1768465802") }),
    noMatch("timestamp-with-nought", "The timestamp is signed as text: a nought before it does not match", { headers: withHeader(s, "webhook-timestamp", "01768465801") }),
    noMatch("hex-as-entry", "X-Signature's digest is not the one of Standard Webhooks", { headers: withHeader(s, "webhook-signature", `v1,${Buffer.from(plain["x-signature"] ?? "", "hex").toString("base64")}`) }),
    noMatch("all-noughts", "A signature of noughts does not match", { headers: lone("x-signature", "0".repeat(64)) }),
    noMatch("first-half-right", "A signature whose first half is right does not match", { headers: lone("x-signature", (plain["x-signature"] ?? "").slice(0, 32) + "0".repeat(32)) }),
    noMatch("last-digit-wrong", "A signature whose last digit is wrong does not match", { headers: lone("x-signature", (plain["x-signature"] ?? "").replace(/.$/, (last) => (last === "0" ? "1" : "0"))) }),
    one("no-headers", "Without any of the headers it is missing_header", { headers: { "content-type": "application/json" } }, bad("missing_header")),
    one("empty-x-signature", "An empty X-Signature is a missing one", { headers: lone("x-signature", "") }, bad("missing_header")),
    ...["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) =>
      one(`without-${name}`, `Without ${name} the rest is not enough, and X-Signature does not stand in`, { headers: Object.fromEntries(Object.entries(s).filter(([key]) => key !== name)) }, bad("missing_header")),
    ),
    one("empty-webhook-id", "An empty webhook-id is a missing one", { headers: withHeader(s, "webhook-id", "") }, bad("missing_header")),
    ...["", "1768465801.0", "+1768465801", "-1768465801", "1768465801 ", "1e9", "0x69689E89", "1234567890123", "١٧٦٨٤٦٥٨٠١", "soon", "2026-01-15T08:30:01Z"].map((value, index) =>
      one(`timestamp-form-${index + 1}`, `"${value}" is no timestamp`, { headers: withHeader(s, "webhook-timestamp", value) }, bad(value === "" ? "missing_header" : "malformed_header")),
    ),
  ];
}

async function ages(): Promise<Json[]> {
  const at = (seconds: number) => new Date(sentAt + seconds * 1000).toISOString();
  const s = await signed();
  const zero = await signed(paid, [secret], 0);
  return [
    one("300-s-old", "Exactly the tolerance is still good", { headers: s, now: at(300) }, good()),
    one("300-999-s-old", "… and so is the rest of that second", { headers: s, now: at(300.999) }, good()),
    one("301-s-old", "A second more is too old", { headers: s, now: at(301) }, bad("too_old")),
    one("300-s-ahead", "Exactly the tolerance ahead is still good", { headers: s, now: at(-300) }, good()),
    one("301-s-ahead", "A second more ahead is too new", { headers: s, now: at(-301) }, bad("too_new")),
    one("years-old", "A recording of years ago is too old", { headers: zero }, bad("too_old")),
    one("own-tolerance", "A receiver may set its own tolerance", { headers: s, now: at(11), tolerance_s: 10 }, bad("too_old")),
    one("own-longer-tolerance", "… and a longer one", { headers: s, now: at(3000), tolerance_s: 3600 }, good()),
    one("old-and-forged", "A forged webhook is forged first: its age says nothing", { headers: withHeader(zero, "webhook-id", "evt_2") }, bad("no_match")),
    one("old-and-malformed", "A malformed one is malformed first", { headers: withHeader(zero, "webhook-signature", "v1,abc") }, bad("malformed_header")),
  ];
}

async function events(): Promise<Json[]> {
  const say = async (name: string, title: string, body: string, expect: Json) => one(name, title, { body, headers: await signed(body) }, expect);
  return [
    await say("unknown-type", "An event of an unknown type comes back whole, and is no error", '{"type":"membership.expired","id":"evt_9","data":{"a":[1]}}', good({ type: "membership.expired", id: "evt_9", data: { a: [1] } }, false)),
    await say("no-type", "An event without a type is an unknown one", '{"id":"evt_9"}', good({ id: "evt_9" }, false)),
    await say("type-of-another-kind", "A type that is no text is an unknown one", '{"type":7,"id":"evt_9"}', good({ id: "evt_9" }, false)),
    await say("unknown-fields", "Fields that nobody knows are kept", paid.replace('"status"', '"loyalty":{"points":7},"status"'), good({ status: "paid", loyalty: { points: 7 } })),
    await say("unknown-status", "A state that nobody knows is kept", paid.replace('"paid"', '"disputed"'), good({ status: "disputed" })),
    await say("documented-vector", "The vector of the documentation verifies: a known type with few fields is no error", '{"type":"payment.updated","id":"evt_1"}', { ok: { event: { type: "payment.updated", id: "evt_1" } } }),
    await say("non-ascii", "Text beyond ASCII survives", paid.replace("user_42", "会员-é🎉"), good({ user_id: "会员-é🎉" })),
    await say("spaces", "White space around the JSON does no harm", ` ${paid}\n`, good()),
    ...(await Promise.all([["no-json", "paid"], ["empty", ""], ["list", "[]"], ["text", '"paid"'], ["null", "null"], ["number", "7"], ["cut", paid.slice(0, 50)]].map(([name = "", body = ""]) =>
      say(`malformed-${name}`, `An authentic body that is no JSON object (${name}) is malformed`, body, bad("malformed_body")),
    ))),
  ];
}

function secretsAndBodies(s: Headers): Json[] {
  const bads: [string, unknown][] = [["empty", [""]], ["none", []], ["space-before", [` ${secret}`]], ["line-break", [`${secret}\n`]], ["whsec-alone", ["whsec_"]], ["whsec-no-base64", ["whsec_%%%"]], ["whsec-odd-length", ["whsec_AAAAA"]], ["one-of-two", [secret, ""]]];
  return [
    ...bads.map(([name, secrets]) => one(`secret-${name}`, `A secret that cannot be one (${name}) is bad_secret, before anything else is looked at`, { headers: { "x-signature": "zz" }, secrets }, bad("bad_secret"))),
    one("body-parsed", "A body that was parsed is refused with a word about why", { headers: s, parsed: JSON.parse(paid), needs: ["parsed_body"] }, bad("body_not_raw")),
    one("body-parsed-without-headers", "… before the headers are looked at", { headers: {}, parsed: {}, needs: ["parsed_body"] }, bad("body_not_raw")),
  ];
}

/** What the SDK signs for tests must be what the server signs: the vectors of docs/webhook-signatures.md. */
function signing(): Json[] {
  const vectors = [
    ["text", "demo-webhook-secret", "259b8cdead333f59196039ec2ed0ba262b561740aa8a6cdf4388bd926ccde8ef", "v1,OnnIzq94Q3uKCIopQLcLTanqruzCCeCMH3S9mUSQP1w="],
    ["base64", binary, "84e03b6da3b6fdca3bcde9a96e61604054d3664445d84dfa6b548b5d717d7ed8", "v1,iTc1PmmI0CNHB3Ef60rcKhMIGM1sw89tWZTyCPJh7p4="],
  ];
  return vectors.map(([name, key, hex, entry]) => ({
    name: `signs-${name}`,
    title: `What the SDK signs for tests is the documented vector (${name})`,
    needs: ["webhooks"],
    steps: [
      {
        do: "sign_webhook",
        payload_base64: Buffer.from('{"type":"payment.updated","id":"evt_1"}').toString("base64"),
        ...{ secret: key, webhook_id: "evt_1", timestamp: 1768465801 },
        expect: { ok: { headers: { "x-signature": hex, "webhook-id": "evt_1", "webhook-timestamp": "1768465801", "webhook-signature": entry } } },
      },
    ],
  }));
}
