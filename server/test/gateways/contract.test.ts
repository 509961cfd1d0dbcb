import type { GatewayOrder, Order } from "@renewal/engine";
import { expect, test } from "vitest";
import { alipaySdk } from "../../src/gateways/alipay/alipay.ts";
import { addressAtAlipay } from "../../src/gateways/alipay/checkout.ts";
import { alipayTrades } from "../../src/gateways/alipay/trades.ts";
import { hmacGateway } from "../../src/gateways/hmac/orders.ts";
import { stripeClient } from "../../src/gateways/stripe/calls.ts";
import { addressAtStripe, stripeSessions } from "../../src/gateways/stripe/sessions.ts";
import { openStorage } from "../../src/storage/storage.ts";
import { choose, foundTown } from "../sandbox/town.ts";
import { appId, type Mood, sellerId, startAlipay } from "./alipay/simulator.ts";
import { allTroubles, type GatewayAtHand, gatewayContract, someOrder, type Trouble } from "./contract.ts";
import { secret, startHmacGateway } from "./hmac/simulator.ts";
import { secretKey, startStripe } from "./stripe/simulator.ts";

const moods = {
  ...{ silent: "hangs", broken: "down", resetting: "resets" },
  ...{ "talking nonsense": "nonsense", busy: "busy" },
} as const satisfies Record<Trouble, Mood>;

async function openSandbox(): Promise<GatewayAtHand> {
  const town = await foundTown();
  const pages = new Map<string, string>();
  return {
    gateway: town.sandbox.gateway,
    visit: async (url) => void pages.set(url.slice(url.lastIndexOf("/") + 1), url),
    pay: async (id) => void (await choose(pages.get(id) as string, { action: "pay" })),
    orders: () => pages.size,
    async sentBack(id) {
      const refunds = Object.values((await town.payments.find(id))?.refunds ?? {});
      return refunds.reduce((sum, { minorUnits }) => sum + minorUnits, 0);
    },
    trouble: () => expect.unreachable("The sandbox has no other side."),
    close: () => town.close(),
  };
}

async function openAlipay() {
  const alipay = await startAlipay();
  const settings = {
    ...{ appId, sellerId, url: alipay.url, privateKey: alipay.appPrivateKey },
    trust: { publicKey: alipay.alipayPublicKey },
  };
  const sdk = alipaySdk(settings);
  const orders = new Map<string, GatewayOrder>();
  const trades = alipayTrades({
    sdk,
    now: Date.now,
    checkoutUrl: () => "https://api.example.com/alipay/pay",
  });
  const at: GatewayAtHand = {
    gateway: {
      ...trades,
      create(order) {
        orders.set(order.transactionId, order);
        return trades.create(order);
      },
    },
    async visit(url) {
      const order = orders.get(url.slice(url.lastIndexOf("/") + 1)) as unknown as Order;
      const about = { now: Date.now(), notifyUrl: "https://api.example.com/n", device: "desktop" } as const;
      await fetch(addressAtAlipay(sdk, order, about));
    },
    pay: async (id) => void alipay.pay(id),
    orders: () => alipay.trades.size,
    sentBack: async (id) => alipay.sentBack(id),
    trouble(trouble) {
      alipay.mood = moods[trouble];
    },
    close: () => alipay.close(),
  };
  return { at, alipay };
}

async function openStripe() {
  const stripe = await startStripe();
  const storage = openStorage({ clock: { now: Date.now }, file: ":memory:" });
  await storage.migrate();
  const { gatewayOrders } = storage;
  const client = stripeClient({ secretKey, url: stripe.url });
  const options = {
    stripe: client,
    orders: gatewayOrders,
    checkoutUrl: () => "https://api.example.com/stripe/pay",
  };
  const sessions = stripeSessions(options);
  const orders = new Map<string, GatewayOrder>();
  const at: GatewayAtHand = {
    gateway: {
      ...sessions,
      create(order) {
        orders.set(order.transactionId, order);
        return sessions.create(order);
      },
    },
    async visit(url) {
      const order = orders.get(url.slice(url.lastIndexOf("/") + 1)) as unknown as Order;
      await fetch((await addressAtStripe(options, order, url)) as string);
    },
    pay: async (id) => void stripe.pay(id),
    orders: () => stripe.sessions.size,
    sentBack: async (id) => stripe.sentBack(id),
    trouble(trouble) {
      stripe.mood = moods[trouble];
    },
    close: async () => void (await Promise.all([stripe.close(), storage.close()])),
  };
  return { at, stripe };
}

async function openHmac() {
  const other = await startHmacGateway();
  const notifyUrl = () => "https://api.example.com/v1/payment/notify";
  const at: GatewayAtHand = {
    gateway: hmacGateway({ url: other.url, secrets: () => [secret, "of-last-month"], notifyUrl }),
    visit: async () => undefined,
    pay: async (id) => void other.pay(id),
    orders: () => other.known.size,
    sentBack: async (id) => other.sentBack(id),
    trouble(trouble) {
      other.mood = moods[trouble];
    },
    close: () => other.close(),
  };
  return { at, other };
}

gatewayContract("The sandbox", [], openSandbox);
gatewayContract("Alipay", allTroubles, async () => (await openAlipay()).at);
gatewayContract("Stripe", allTroubles, async () => (await openStripe()).at);
gatewayContract("A gateway that signs by HMAC", allTroubles, async () => (await openHmac()).at);

test("Alipay refuses an order in another currency than CNY", async () => {
  const { at } = await openAlipay();
  const refused = at.gateway.create({ ...someOrder(), currency: "USD" });
  await expect(refused).rejects.toMatchObject({ name: "GatewayFailure", kind: "refused" });
  await at.close();
});

test("Alipay's no is a refusal, and an answer without its signature is none", async () => {
  const { at, alipay } = await openAlipay();
  alipay.mood = "refuses";
  await expect(at.gateway.query("TXN1")).rejects.toMatchObject({
    ...{ kind: "refused", message: "Alipay answered isv.insufficient-isv-permissions (40006)." },
  });
  alipay.mood = "unsigned";
  for (const call of ["query", "close"] as const)
    await expect(at.gateway[call]("TXN1")).rejects.toMatchObject({ kind: "unavailable" });
  await at.close();
});

test("Stripe's no is a refusal that says why, without a word of what was sent", async () => {
  const { at, stripe } = await openStripe();
  const order = someOrder();
  await at.visit((await at.gateway.create(order)).paymentUrl);
  stripe.mood = "refuses";
  for (const call of ["query", "close"] as const) {
    await expect(at.gateway[call](order.transactionId)).rejects.toMatchObject({
      ...{ kind: "refused", message: "Stripe answered 403 (account_closed)." },
    });
  }
  await at.close();
});

test("Stripe sends a refund back once, also when it has forgotten the idempotency key", async () => {
  const { at, stripe } = await openStripe();
  const { transactionId, currency, ...order } = someOrder();
  await at.visit((await at.gateway.create({ transactionId, currency, ...order })).paymentUrl);
  await at.pay(transactionId);
  for (let day = 0; day < 3; day += 1) {
    await at.gateway.refund({ transactionId, refundId: "REF1", minorUnits: 100, currency });
    stripe.forgetKeys();
  }
  expect(await at.sentBack(transactionId)).toBe(100);
  await at.close();
});

test("Stripe refuses a sum that it cannot move exactly, before a person is sent there", async () => {
  const { at } = await openStripe();
  const odd = at.gateway.create({ ...someOrder(), minorUnits: 12_345, currency: "KWD" });
  await expect(odd).rejects.toMatchObject({ name: "GatewayFailure", kind: "refused" });
  await at.close();
});

test("A payment at Stripe by a way that takes days is pending until it is paid, or failed", async () => {
  const { at, stripe } = await openStripe();
  const order = someOrder();
  const state = async () => (await at.gateway.query(order.transactionId)).status;
  await at.visit((await at.gateway.create(order)).paymentUrl);
  Object.assign(stripe.of(order.transactionId), { status: "complete", payment: "processing" });
  expect(await state()).toBe("pending");
  expect((await at.gateway.close(order.transactionId)).status).toBe("pending");
  Object.assign(stripe.of(order.transactionId), { payment: "failed" });
  expect(await state()).toBe("failed");
  await at.close();
});

test("A gateway that signs by HMAC is asked with a signature, and its no is a refusal that says why", async () => {
  const { at, other } = await openHmac();
  await at.gateway.create(someOrder());
  expect([other.calls, other.forged]).toEqual([["create"], 0]);
  other.mood = "refuses";
  await expect(at.gateway.create(someOrder())).rejects.toMatchObject({
    ...{ kind: "refused", message: "The gateway answered 422 (not_allowed)." },
  });
  await at.close();
});
