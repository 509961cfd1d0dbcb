import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Schemas } from "@renewal/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { order, startTestServer, type TestServer } from "../http/running.ts";
import { type HmacSimulator, secret, startHmacGateway } from "./hmac/simulator.ts";
import { type StripeSimulator, secretKey, startStripe, webhookSecret } from "./stripe/simulator.ts";

const packages = [
  { id: "monthly", name: "Monthly", months: 1, amount: "9.99", currency: "CNY" },
  { id: "yearly", name: "Yearly", months: 12, amount: "99.99", currency: "CNY" },
  { id: "abroad", name: "Yearly", months: 12, amount: "19.99", currency: "USD" },
];

let folder: string;
let stripe: StripeSimulator;
let hmac: HmacSimulator;
let server: TestServer;

const start = (changes: Record<string, string> = {}) =>
  startTestServer({
    ...{ GATEWAY: "sandbox,stripe,hmac", GATEWAY_FOR: "USD=stripe,yearly=hmac", WEBHOOK_SECRET: secret },
    ...{ STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_URL: stripe.url },
    ...{ HMAC_GATEWAY_URL: hmac.url, PACKAGES_FILE: join(folder, "packages.json"), DATA_DIR: folder },
    ...changes,
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "renewal-several-"));
  await writeFile(join(folder, "packages.json"), JSON.stringify(packages));
  stripe = await startStripe(() => server.clock.now());
  hmac = await startHmacGateway(() => server.clock.now());
  server = await start();
});
afterEach(async () => {
  await Promise.all([server?.stop(), stripe?.close(), hmac?.close()]);
  await rm(folder, { recursive: true, force: true });
});

const ask = async <Body>(path: string) =>
  (await server.ask<Body>(path, { token: await server.token() })).json;
const statusOf = async (id: string) => (await ask<Schemas["Payment"]>(`/payment/${id}`)).status;

let orders = 0;
async function create(amount: number, currency = "CNY") {
  orders += 1;
  const body = { ...order, order_id: `ORD-${orders}`, amount, currency };
  return server.ask<Schemas["PaymentCreated"]>("/payment/create", { token: await server.token(), body });
}

describe("With several gateways, an order", () => {
  test("goes to the gateway of its package, else to that of its currency, else to the first one", async () => {
    const created = [await create(99.99), await create(19.99, "USD"), await create(9.99)];
    const [yearly = "", abroad = "", monthly = ""] = created.map(({ json }) => json.payment_url);
    expect(yearly).toMatch(/^https:\/\/pay\.example\.com\/TXN/);
    expect(abroad).toMatch(/\/stripe\/pay\/TXN/);
    expect(monthly).toMatch(/\/sandbox\/pay\/TXN/);
    expect([...hmac.known.keys()]).toEqual([created[0]?.json.transaction_id]);
  });

  test("is paid at its own gateway's page alone", async () => {
    const { json } = await create(9.99);
    const elsewhere = json.payment_url.replace("/sandbox/", "/stripe/");
    expect((await fetch(elsewhere, { redirect: "manual" })).status).toBe(404);
    expect(stripe.sessions.size).toBe(0);
  });

  test("stays with its gateway though the configuration has another one for it now", async () => {
    const { json } = await create(99.99);
    await server.stop();
    server = await start({ GATEWAY: "stripe,hmac,sandbox", GATEWAY_FOR: "" });
    hmac.pay(json.transaction_id);
    server.clock.advance(3_600_000);
    await expect.poll(() => statusOf(json.transaction_id)).toBe("paid");
    const { payment_url } = (await create(99.99)).json;
    expect(payment_url).toMatch(/\/stripe\/pay\/TXN/);
  });

  test("is taken while another gateway is dead, and the status page says that one part is", async () => {
    hmac.mood = "down";
    for (let time = 0; time < 5; time += 1) expect((await create(99.99)).status).toBe(500);
    expect((await create(9.99)).status).toBe(200);
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    for (const line of [
      'gateway_circuit{gateway="hmac",state="open"} 1',
      'gateway_circuit{gateway="sandbox",state="closed"} 1',
      'gateway_circuit{gateway="stripe",state="closed"} 1',
    ])
      expect(metrics).toContain(line);
  });
});
