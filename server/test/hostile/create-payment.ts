import { order } from "../http/running.ts";
import { brokenJson, type Hostile, invalidBodies, invalidTypes } from "./case.ts";

const body = JSON.stringify(order);

/** The order with one field replaced by raw JSON text. */
const withText = (field: keyof typeof order, text: string) =>
  `{${Object.entries(order)
    .map(([name, value]) => `"${name}": ${name === field ? text : JSON.stringify(value)}`)
    .join(", ")}}`;
const withValue = (changes: Record<string, unknown>) => ({ ...order, ...changes });
const amount = (text: string) => withText("amount", text);

const numbers = invalidBodies([
  ["an amount in quotes", amount('"99.99"'), "amount", "type"],
  ["an amount of nothing", amount("0"), "amount", "minimum"],
  ["an amount below nothing", amount("-99.99"), "amount", "minimum"],
  ["an amount of minus nothing", amount("-0.0"), "amount", "minimum"],
  ["an amount with three decimals", amount("99.999"), "amount", "decimals"],
  ["an amount a hair above the price", amount("99.990000000000000001"), "amount", "decimals"],
  ["an amount that a double rounds to the price", amount("99.98999999999999999"), "amount", "decimals"],
  ["an amount beyond a double", amount("1e400"), "amount", "maximum"],
  ["an amount of 1e309 written out", amount(`1${"0".repeat(309)}`), "amount", "maximum"],
  ["an amount far too large", amount("1e9"), "amount", "maximum"],
  ["an amount below a double", amount("1e-400"), "amount", "minimum"],
  ["an amount with a huge exponent", amount("1e99999999"), "amount", "maximum"],
  ["an amount of NaN", amount("NaN"), "amount", "json"],
  ["an amount of Infinity", amount("Infinity"), "amount", "json"],
  ["an amount in hexadecimal", amount("0x63"), "amount", "json"],
  ["an amount with a leading zero", amount("099.99"), "amount", "json"],
  ["an amount with a plus", amount("+99.99"), "amount", "json"],
  ["an amount that ends in its point", amount("99."), "amount", "json"],
  ["an amount with a comma", amount("99,99"), "body", "json"],
  ["an amount of null", amount("null"), "amount", "type"],
  ["an amount of true", amount("true"), "amount", "type"],
  ["an amount in an array", amount("[99.99]"), "amount", "type"],
  ["an amount in an object", amount('{"$gt": 0}'), "amount", "type"],
  ["an amount that is no price", amount("12.34"), "amount", "price"],
  ["no amount", { order_id: "ORD1" }, "amount", "required"],
  ["two amounts", body.replace("}", ', "amount": 0.01}'), "amount", "duplicate"],
  ["two amounts, one by escapes", body.replace("}", ', "\\u0061mount": 0.01}'), "amount", "duplicate"],
]);

const texts = invalidBodies([
  ["no order_id", { amount: 99.99 }, "order_id", "required"],
  ["an empty order_id", withValue({ order_id: "" }), "order_id", "pattern"],
  ["an order_id of 65 letters", withValue({ order_id: "o".repeat(65) }), "order_id", "pattern"],
  ["SQL in order_id", withValue({ order_id: "1'; DROP TABLE orders;--" }), "order_id", "pattern"],
  ["a path in order_id", withValue({ order_id: "../../etc/passwd" }), "order_id", "pattern"],
  ["a template in order_id", withValue({ order_id: `\${jndi:ldap://x/y}` }), "order_id", "pattern"],
  ["a line break behind order_id", withText("order_id", '"ORD1\\n"'), "order_id", "characters"],
  ["a NUL in order_id", withText("order_id", '"ORD\\u0000"'), "order_id", "characters"],
  ["order_id in full-width letters", withValue({ order_id: "ＯＲＤ１" }), "order_id", "pattern"],
  ["a number as order_id", withValue({ order_id: 123456 }), "order_id", "type"],
  ["an array as order_id", withValue({ order_id: ["ORD1"] }), "order_id", "type"],
  ["an object as order_id", withValue({ order_id: { $ne: null } }), "order_id", "type"],
  ["null as order_id", withValue({ order_id: null }), "order_id", "type"],
  ["a currency in small letters", withValue({ currency: "cny" }), "currency", "pattern"],
  ["a currency of four letters", withValue({ currency: "CNYX" }), "currency", "pattern"],
  ["a currency that nothing costs", withValue({ currency: "USD" }), "amount", "price"],
  ["a misspelt currency", { ...order, curency: "USD" }, "curency", "additionalProperties"],
  ["an empty subject", withValue({ subject: "" }), "subject", "minLength"],
  ["a subject of 257 letters", withValue({ subject: "s".repeat(257) }), "subject", "maxLength"],
  ["a tab in subject", withText("subject", '"a\\tb"'), "subject", "characters"],
  ["an escape sequence in subject", withText("subject", '"\\u001b[2J"'), "subject", "characters"],
  ["half a surrogate pair in subject", withText("subject", '"\\ud83d"'), "subject", "characters"],
  ["a raw line break in subject", withText("subject", '"a\nb"'), "subject", "characters"],
  ["a script as return_url", withValue({ return_url: "javascript:alert(1)" }), "return_url", "pattern"],
  ["a file as return_url", withValue({ return_url: "file:///etc/passwd" }), "return_url", "pattern"],
  [
    "a password in return_url",
    withValue({ return_url: "https://u:p@shop.example.com/" }),
    "return_url",
    "url",
  ],
  ["no host in return_url", withValue({ return_url: "https://" }), "return_url", "pattern"],
  [
    "a line break in return_url",
    withText("order_id", '"ORD1", "return_url": "https://a.example.com/\\r\\nSet-Cookie: a=b"'),
    "return_url",
    "characters",
  ],
  [
    "a return_url of 2049 letters",
    withValue({ return_url: `https://a.example.com/${"p".repeat(2027)}` }),
    "return_url",
    "maxLength",
  ],
  ["a relative notify_url", withValue({ notify_url: "/hook" }), "notify_url", "pattern"],
  ["a notify_url by ftp", withValue({ notify_url: "ftp://a.example.com/" }), "notify_url", "pattern"],
]);

/** To POST /payment/create, each with a good token. */
export const createPayment: readonly Hostile[] = [
  ...numbers,
  ...texts,
  ...invalidBodies(brokenJson(body)),
  ...invalidTypes(body),
];
