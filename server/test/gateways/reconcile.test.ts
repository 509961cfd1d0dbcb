import type { Schemas } from "@renewal/contract";
import type { Store } from "@renewal/engine";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { placeOf } from "../commands/typed.ts";
import { type Merchant, openMerchant } from "../deliveries/merchant.ts";
import { demoCredentials, order, startTestServer, type TestServer } from "../http/running.ts";
import { choose } from "../sandbox/town.ts";
import { databases, type TestDatabase } from "../storage/databases.ts";
import { type FaultyGateway, faultyGateway } from "./faulty-gateway.ts";

const minute = 60_000;
const hour = 60 * minute;

describe.each(databases)("An order kept in %s", { timeout: 30_000 }, (_name, open) => {
  let database: TestDatabase;
  let server: TestServer;
  let merchant: Merchant;
  let gateway: FaultyGateway;
  let breakOff: (() => boolean) | undefined;

  /** Fails the next change of an order, as a process would that dies between the gateway's answer and our commit. */
  const wrapStore = (store: Store): Store => {
    const mayDie = () => {
      const dies = breakOff?.() ?? false;
      if (dies) breakOff = undefined;
      if (dies) throw new Error("The process is gone.");
    };
    return {
      ...store,
      async placeOrder(...placed) {
        mayDie();
        return store.placeOrder(...placed);
      },
      async changeOrder(...change) {
        mayDie();
        return store.changeOrder(...change);
      },
    };
  };

  beforeEach(async () => {
    database = await open();
    merchant = await openMerchant();
    gateway = faultyGateway();
    breakOff = undefined;
    server = await startTestServer(
      { ...placeOf(database), NOTIFY_ALLOWED_HOSTS: merchant.host },
      { wrapGateway: gateway.wrap, wrapStore },
    );
  }, 60_000);
  afterEach(async () => {
    await Promise.all([server?.stop(), merchant?.close()]);
    await database?.drop();
  });

  const ask = async <Body>(path: string) =>
    (await server.ask<Body>(path, { token: await server.token() })).json;
  const payment = (id: string) => ask<Schemas["Payment"]>(`/payment/${id}`);
  const history = async () => (await ask<Schemas["Membership"]>("/membership")).history;
  const statusOf = async (id: string) => (await payment(id)).status;
  const calls = (wanted: string) => gateway.asked.filter(({ call }) => call === wanted).length;

  async function create(orderId: string): Promise<Schemas["PaymentCreated"]> {
    const body = { ...order, order_id: orderId, notify_url: merchant.url };
    const created = await server.ask<Schemas["PaymentCreated"]>("/payment/create", {
      token: await server.token(),
      body,
    });
    expect(created.status).toBe(200);
    return created.json;
  }

  test("whose payment was never reported rightly renews once the gateway is asked, and the merchant is told once", async () => {
    const { transaction_id: id, payment_url } = await create("sandbox-wrong-signature-always-1");
    expect((await choose(payment_url, { action: "pay" })).status).toBe(303);
    await expect.poll(() => server.logText()).toContain("INVALID_SIGNATURE");
    expect([await statusOf(id), calls("query")]).toEqual(["pending", 0]);
    server.clock.advance(5 * minute);
    await expect.poll(() => statusOf(id)).toBe("paid");
    expect(await history()).toMatchObject([{ transaction_id: id }]);
    await expect.poll(() => merchant.arrivals.map(({ event }) => event.status)).toEqual(["paid"]);
    server.clock.advance(5 * hour);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect([calls("query"), merchant.arrivals.length, (await history()).length]).toEqual([1, 1, 1]);
  });

  test("that nobody pays is closed when its time is over, at the gateway first, and cannot be paid any more", async () => {
    const { transaction_id: id, payment_url } = await create("ORD-abandoned");
    server.clock.advance(24 * hour - minute);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect([await statusOf(id), calls("close")]).toEqual(["pending", 0]);
    gateway.mood = "down";
    server.clock.advance(minute);
    await expect.poll(() => calls("close")).toBe(1);
    expect(await statusOf(id)).toBe("pending");
    gateway.mood = "well";
    server.clock.advance(hour);
    await expect.poll(() => statusOf(id)).toBe("closed");
    await expect.poll(() => merchant.arrivals.map(({ event }) => event.status)).toEqual(["closed"]);
    await choose(payment_url, { action: "pay" });
    expect([await statusOf(id), await history()]).toEqual(["closed", []]);
  });

  test("that was paid before its time was over renews, though it is closed before anybody hears of that", async () => {
    const { transaction_id: id, payment_url } = await create("sandbox-wrong-signature-always-2");
    expect((await choose(payment_url, { action: "pay" })).status).toBe(303);
    gateway.mood = "down";
    server.clock.advance(24 * hour);
    await expect.poll(() => calls("close")).toBe(1);
    gateway.mood = "well";
    server.clock.advance(hour);
    await expect.poll(() => statusOf(id)).toBe("paid");
    expect(await history()).toMatchObject([{ transaction_id: id }]);
  });

  test("whose process died between the gateway's answer and its own commit is finished as the one that it was", async () => {
    const body = { ...order, order_id: "ORD-crash" };
    breakOff = () => true;
    const token = await server.token();
    expect((await server.ask("/payment/create", { token, body })).status).toBe(500);
    const { data } = await ask<Schemas["PaymentList"]>("/payments?order_id=ORD-crash");
    const id = data[0]?.transaction_id ?? "";
    expect([data.length, data[0]?.status, calls("create")]).toEqual([1, "creating", 1]);
    server.clock.advance(5_000);
    await expect.poll(() => statusOf(id)).toBe("pending");
    expect(gateway.asked).toEqual([
      { call: "create", transactionId: id },
      { call: "create", transactionId: id },
    ]);
    const again = await server.ask<Schemas["PaymentCreated"]>("/payment/create", { token, body });
    expect([again.status, again.json.transaction_id]).toEqual([200, id]);
    const atGateway = await server.storage.connection.db.selectFrom("sandboxPayments").selectAll().execute();
    expect(atGateway.map(({ transactionId }) => transactionId)).toEqual([id]);
    expect((await choose(again.json.payment_url, { action: "pay" })).status).toBe(303);
    await expect.poll(async () => (await history()).length).toBe(1);
  });

  test("whose process died between the gateway's refund and its own commit is refunded once, and tells so once", async () => {
    const { transaction_id: id, payment_url } = await create("ORD-refunded");
    expect((await choose(payment_url, { action: "pay" })).status).toBe(303);
    await expect.poll(() => statusOf(id)).toBe("paid");
    const { json } = await server.ask<Schemas["Token"]>("/auth/token", { body: demoCredentials() });
    const refund = (name: string, amount: number) =>
      server.ask<Schemas["Payment"]>(`/payment/${id}/refund`, {
        token: json.access_token,
        body: { refund_id: name, amount },
      });
    breakOff = () => calls("refund") === 1;
    expect((await refund("REF1", 20.5)).status).toBe(500);
    expect((await payment(id)).refunded_amount).toBeUndefined();
    server.clock.advance(5_000);
    await expect.poll(async () => (await payment(id)).refunded_amount).toBe(20.5);
    expect((await refund("REF1", 20.5)).headers.get("Idempotent-Replayed")).toBe("true");
    expect((await history()).length).toBe(1);
    expect((await refund("REF2", 79.49)).json).toMatchObject({ status: "refunded", refunded_amount: 99.99 });
    expect([calls("refund"), await history()]).toEqual([3, []]);
    const kept = await server.storage.connection.db.selectFrom("sandboxPayments").select("payment").execute();
    const [atGateway] = kept.map((row) => JSON.parse(row.payment) as { refunds: object });
    expect(Object.keys(atGateway?.refunds ?? {})).toEqual(["REF1", "REF2"]);
    await expect.poll(() => merchant.arrivals.map(({ event }) => event.status)).toEqual(["paid", "refunded"]);
  });
});
