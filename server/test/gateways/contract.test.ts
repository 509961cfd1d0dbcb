import type { GatewayOrder, Order } from "@renewal/engine";
import { expect, test } from "vitest";
import { alipaySdk } from "../../src/gateways/alipay/alipay.ts";
import { addressAtAlipay } from "../../src/gateways/alipay/checkout.ts";
import { alipayTrades } from "../../src/gateways/alipay/trades.ts";
import { choose, foundTown } from "../sandbox/town.ts";
import { appId, type Mood, sellerId, startAlipay } from "./alipay/simulator.ts";
import { allTroubles, type GatewayAtHand, gatewayContract, someOrder, type Trouble } from "./contract.ts";

const moods: Record<Trouble, Mood> = {
  ...{ silent: "hangs", broken: "down", resetting: "resets" },
  ...{ "talking nonsense": "nonsense", busy: "busy" },
};

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

gatewayContract("The sandbox", [], openSandbox);
gatewayContract("Alipay", allTroubles, async () => (await openAlipay()).at);

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
