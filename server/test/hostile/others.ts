import { demoCredentials } from "../http/running.ts";
import { brokenJson, type Hostile, invalidBodies, invalidTypes } from "./case.ts";

/** A notification about an order that does not exist: nothing but its form can be refused before that is found out. */
export const notification = {
  transaction_id: "TXN789012",
  status: "paid",
  amount: 99.99,
  currency: "CNY",
  timestamp: "2026-01-15T08:30:00Z",
};

const changed = (changes: Record<string, unknown>) => ({ ...notification, ...changes });
const raw = (field: string, text: string) => JSON.stringify(changed({ [field]: "@" })).replace('"@"', text);

/** To POST /payment/notify, each rightly signed. */
export const notify: readonly Hostile[] = [
  ...invalidBodies([
    ["an unknown status", changed({ status: "won" }), "status", "enum"],
    ["the status of an order that nobody has paid yet", changed({ status: "pending" }), "status", "enum"],
    ["a status in capitals", changed({ status: "PAID" }), "status", "enum"],
    [
      "two statuses",
      JSON.stringify(notification).replace("}", ', "status": "refunded"}'),
      "status",
      "duplicate",
    ],
    ["a list of statuses", changed({ status: ["paid"] }), "status", "type"],
    ["an amount in quotes", changed({ amount: "99.99" }), "amount", "type"],
    ["an amount beyond a double", raw("amount", "1e999"), "amount", "maximum"],
    ["an amount with three decimals", raw("amount", "99.991"), "amount", "decimals"],
    ["a day for a timestamp", changed({ timestamp: "2026-01-15" }), "timestamp", "format"],
    ["seconds for a timestamp", changed({ timestamp: 1768465800 }), "timestamp", "type"],
    ["the 30th of February", changed({ timestamp: "2026-02-30T08:30:00Z" }), "timestamp", "format"],
    ["a timestamp without a zone", changed({ timestamp: "2026-01-15T08:30:00" }), "timestamp", "format"],
    ["a timestamp in ten years", changed({ timestamp: "2046-01-15T08:30:00Z" }), "timestamp", "maximum"],
    ["a path for a transaction_id", changed({ transaction_id: "../TXN789012" }), "transaction_id", "pattern"],
    ["no currency", { ...notification, currency: undefined }, "currency", "required"],
    ...brokenJson(JSON.stringify(notification)),
  ]),
  ...invalidTypes(JSON.stringify(notification)),
  {
    ...{ about: "an order that does not exist", asking: { method: "POST", body: notification } },
    ...{ status: 404, code: "TRANSACTION_NOT_FOUND" },
  },
];

const credentials = demoCredentials("user_42");
const given = (changes: Record<string, unknown>) => ({ ...credentials, ...changes });
const form = (about: string, body: string, field: string, rule: string): Hostile => ({
  ...{ about, field, rule, status: 400, code: "VALIDATION_ERROR" },
  asking: { method: "POST", body, headers: { "Content-Type": "application/x-www-form-urlencoded" } },
});
const good = new URLSearchParams(credentials).toString();

/** To POST /auth/token. */
export const token: readonly Hostile[] = [
  ...invalidBodies([
    ["a grant that does not exist", given({ grant_type: "password" }), "grant_type", "enum"],
    ["no grant", { ...credentials, grant_type: undefined }, "grant_type", "required"],
    ["no secret", { ...credentials, client_secret: undefined }, "client_secret", "required"],
    ["an object for a secret", given({ client_secret: { $gt: "" } }), "client_secret", "type"],
    [
      "a secret of 10,000 letters",
      given({ client_secret: "s".repeat(10_000) }),
      "client_secret",
      "maxLength",
    ],
    ["SQL in client_id", given({ client_id: "demo' OR '1'='1" }), "client_id", "pattern"],
    ["a slash in user_id", given({ user_id: "user/42" }), "user_id", "pattern"],
    ["a line break in user_id", given({ user_id: "user_42\n" }), "user_id", "characters"],
    ["an empty user_id", given({ user_id: "" }), "user_id", "pattern"],
    ["a list of user_ids", given({ user_id: ["user_42", "admin"] }), "user_id", "type"],
    ["a role of one's own choice", given({ role: "merchant" }), "role", "additionalProperties"],
    [
      "two user_ids",
      JSON.stringify(credentials).replace("}", ', "user_id": "admin"}'),
      "user_id",
      "duplicate",
    ],
    ["a refresh token beside credentials", given({ refresh_token: "rt_x" }), "refresh_token", "grant_type"],
    ...brokenJson(JSON.stringify(credentials)),
  ]),
  form("a form with two user_ids", `${good}&user_id=admin`, "user_id", "duplicate"),
  form("a form with a NUL", `${good}%00`, "user_id", "characters"),
  form("a form that is no UTF-8", `${good}%ff`, "user_id", "encoding"),
  form("a form with half an escape", `${good}%2`, "user_id", "encoding"),
  form("a form with a nested name", `${good}&user[id]=admin`, "user[id]", "additionalProperties"),
  form("a form with __proto__", `${good}&__proto__=admin`, "__proto__", "additionalProperties"),
  form("an empty form", "", "grant_type", "required"),
  ...invalidTypes(JSON.stringify(credentials)),
  {
    ...{ about: "a wrong secret", asking: { method: "POST", body: given({ client_secret: "demo-Secret" }) } },
    ...{ status: 401, code: "INVALID_CLIENT" },
  },
  {
    ...{ about: "an unknown client", asking: { method: "POST", body: given({ client_id: "admin" }) } },
    ...{ status: 401, code: "INVALID_CLIENT" },
  },
];
