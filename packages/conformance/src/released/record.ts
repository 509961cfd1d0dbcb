// Records what the server of this tree answers, as released/server-<version>.json: `npm run record -w @renewal/conformance`.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "../case.ts";
import { Driver } from "../driver.ts";
import { openNetwork } from "../targets/network.ts";
import { startServer } from "../targets/server.ts";
import { openShop } from "../targets/shop.ts";

const folder = join(import.meta.dirname, "..", "..");
const version = "0.1.0";
const order = { order_id: "ORD123456", amount: "99.99", currency: "CNY", subject: "Annual Membership" };
const recorded: Json[] = [];
let last: { status: number; headers: Json; text: string };

const target = await startServer();
const shop = await openShop();
const network = await openNetwork(target.baseUrl, {
  route: "nothing",
  mishaps: [],
  record: (answered) => {
    last = answered;
  },
});
const driver = new Driver({ program: [process.execPath, "drivers/raw/driver.ts"], folder });

let clients = 0;

async function client(options: Json): Promise<string> {
  const name = `c${++clients}`;
  await driver.ask({ do: "client", client: name, options: { base_url: network.baseUrl, ...options } });
  return name;
}

/** Calls, and keeps the request, the answer as it came, and what plain HTTP made of it. */
async function keep(name: string, by: unknown, operation: string, input: Json = {}): Promise<Json> {
  const answer = await driver.ask({ do: "call", client: by, operation, input });
  const { status, headers, text } = last;
  const { date: _, "content-length": __, ...kept } = headers;
  const body_text = text.replace(/("(?:access|refresh)_token":")[^"]*/g, "$1recorded");
  recorded.push({
    name,
    operation,
    input,
    answer: { status, headers: kept, body_text },
    expect: expectation(answer),
  });
  return ((answer.ok as Json | undefined)?.body ?? {}) as Json;
}

function expectation(answer: Json): Json {
  const { ok, error } = answer as Record<string, Json | undefined>;
  const hidden = JSON.stringify(ok?.body ?? {}).replace(/("(?:access|refresh)_token":")[^"]*/g, "$1recorded");
  if (ok)
    return { ok: { status: ok.status, body: JSON.parse(hidden), replayed: ok.replayed, limit: ok.limit } };
  const { kind, code, status, details, retry_after } = error as Json;
  return {
    error: { kind, code, status, details, ...(retry_after !== null && { retry_after }), attempts: 1 },
  };
}

const { client_id, client_secret, webhook_secret } = target.merchant;
const member = await client({ client_id, client_secret, user_id: "user_42" });
const limited = await client({ client_id, client_secret, user_id: "user_43" });
const anyone = await client({});
const forged = await client({ token: "forged" });
await keep("token", anyone, "createToken", {
  body: { grant_type: "client_credentials", client_id, client_secret, user_id: "user_42" },
});
await keep("token-refused", anyone, "createToken", {
  body: { grant_type: "client_credentials", client_id, client_secret: "wrong" },
});
await keep("packages", anyone, "listPackages");
await keep("membership-of-nobody", member, "getMembership");
const body = { ...order, notify_url: shop.urlFor("recorded") };
const created = await keep("created", member, "createPayment", { body });
await keep("replayed", member, "createPayment", { body });
const path = { transaction_id: created.transaction_id };
await keep("pending", member, "getPayment", { path });
await target.pay(String(created.payment_url), "pay");
const delivery = await shop.delivery("recorded", (event) => event.status === "paid");
await keep("paid", member, "getPayment", { path });
await keep("membership", member, "getMembership");
await keep("list", member, "listPayments", { query: { limit: 1 } });
await keep("already-paid", member, "createPayment", { body });
await keep("no-price", member, "createPayment", { body: { ...order, order_id: "ORD2", amount: "1" } });
await keep("unknown-transaction", member, "getPayment", { path: { transaction_id: "TXN0" } });
await keep("forged-token", forged, "getMembership");
for (const number of [1, 2, 3, 4])
  await driver.ask({
    do: "call",
    client: limited,
    operation: "createPayment",
    input: { body: { ...order, order_id: `L${number}` } },
  });
const closing = await keep("last-of-five", limited, "createPayment", { body: { ...order, order_id: "L5" } });
await keep("limited", limited, "createPayment", { body: { ...order, order_id: "L6" } });
await keep("closed", limited, "closePayment", { path: { transaction_id: closing.transaction_id } });

const wanted = ["x-signature", "webhook-id", "webhook-timestamp", "webhook-signature"];
const headers = Object.fromEntries(
  Object.entries(delivery.headers as Json).filter(([name]) => wanted.includes(name)),
);
const file = { version, recorded, delivery: { ...delivery, headers, secrets: [webhook_secret] } };
writeFileSync(join(folder, `released/server-${version}.json`), `${JSON.stringify(file, undefined, 2)}\n`);
await driver.stop();
await target.stop();
network.stop();
shop.stop();
