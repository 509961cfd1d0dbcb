import type { Schemas } from "@renewal/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type HmacSimulator, secret, startHmacGateway } from "../gateways/hmac/simulator.ts";
import { type StripeSimulator, secretKey, startStripe, webhookSecret } from "../gateways/stripe/simulator.ts";
import { order, startTestServer, type TestServer } from "../http/running.ts";
import { databases, type TestDatabase } from "../storage/databases.ts";
import { placeOf, type } from "./typed.ts";

interface Found {
  transaction_id: string;
  difference: string;
  mended: boolean;
  here: string | null;
  there: string | null;
}

describe.each(databases)("renewal reconcile, over %s,", { timeout: 60_000 }, (_name, create) => {
  let database: TestDatabase;
  let stripe: StripeSimulator;
  let hmac: HmacSimulator;
  let server: TestServer;
  let orders = 0;
  beforeEach(async () => {
    database = await create();
    stripe = await startStripe();
    hmac = await startHmacGateway();
    server = await startTestServer(environment());
  });
  afterEach(async () => {
    await Promise.all([server?.stop(), stripe?.close(), hmac?.close()]);
    await database?.drop();
  });

  const environment = () => ({
    ...placeOf(database),
    ...{ GATEWAY: "hmac,stripe", HMAC_GATEWAY_URL: hmac.url, WEBHOOK_SECRET: secret },
    ...{ STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_URL: stripe.url },
  });
  const reconcile = async (words = "") => {
    const typed = await type(`reconcile --json ${words}`.trim(), environment());
    return { ...typed, found: JSON.parse(typed.stdout) as Found[] };
  };
  const ask = async <Body>(path: string) =>
    (await server.ask<Body>(path, { token: await server.token() })).json;
  const statusOf = async (id: string) => (await ask<Schemas["Payment"]>(`/payment/${id}`)).status;

  async function created(): Promise<string> {
    orders += 1;
    const asking = { token: await server.token(), body: { ...order, order_id: `ORD-${orders}` } };
    return (await server.ask<Schemas["PaymentCreated"]>("/payment/create", asking)).json.transaction_id;
  }

  test("says that both sides agree, and ends with 0, when they do", async () => {
    hmac.pay(await created());
    const paid = await created();
    hmac.pay(paid);
    await reconcile("--repair");
    await created();
    const { code, stdout } = await type("reconcile --since 7d", environment());
    expect([code, stdout]).toEqual([0, "Both sides agree.\n"]);
  });

  test("tells what was paid there and is not known here, and with --repair renews for it, once", async () => {
    const ids = [await created(), await created(), await created()];
    for (const id of ids) hmac.pay(id);
    const told = await reconcile();
    expect([told.code, told.stderr.trim().split("\n").at(-1)]).toEqual([1, "3 differences are left."]);
    expect(told.found.map(({ transaction_id }) => transaction_id).sort()).toEqual([...ids].sort());
    for (const found of told.found)
      expect(found).toMatchObject({ difference: "behind", here: "pending", there: "paid", mended: false });
    expect((await ask<Schemas["Membership"]>("/membership")).history).toEqual([]);
    expect((await reconcile("--repair")).found.map(({ mended }) => mended)).toEqual([true, true, true]);
    expect(await reconcile("--repair")).toMatchObject({ code: 0, found: [] });
    server.clock.advance(31_000);
    expect((await ask<Schemas["Membership"]>("/membership")).history).toHaveLength(3);
  });

  test("closes there what is closed here, and leaves to a person what is about money", async () => {
    const [closed, wrong, ahead, lost] = [await created(), await created(), await created(), await created()];
    const { db } = server.storage.connection;
    await server.ask(`/payment/${closed}/close`, { method: "POST", token: await server.token() });
    Object.assign(hmac.known.get(closed) ?? {}, { status: "pending" });
    Object.assign(hmac.pay(wrong), { amount: 999 });
    await db.updateTable("orders").set({ status: "paid" }).where("transactionId", "=", ahead).execute();
    await db.deleteFrom("orders").where("transactionId", "=", lost).execute();
    const { code, found } = await reconcile("--repair");
    expect(code).toBe(1);
    expect(
      Object.fromEntries(found.map((each) => [each.transaction_id, [each.difference, each.mended]])),
    ).toEqual({
      [closed]: ["open there", true],
      [wrong]: ["amount", false],
      [ahead]: ["ahead", false],
      [lost]: ["missing here", false],
    });
    expect([hmac.known.get(closed)?.status, await statusOf(wrong)]).toEqual(["closed", "pending"]);
  });

  test("reads Stripe's list page by page, and a gateway that does not answer is told as that", async () => {
    await server.stop();
    server = await startTestServer({ ...environment(), GATEWAY: "stripe,hmac" });
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      const id = await created();
      await fetch(`${server.url}/stripe/pay/${id}`);
      stripe.pay(id);
      ids.push(id);
    }
    stripe.calls.length = 0;
    const { found } = await reconcile("--repair --since 1d");
    expect(found.map(({ transaction_id, mended }) => [transaction_id, mended]).sort()).toEqual(
      ids.map((id) => [id, true]).sort(),
    );
    expect(stripe.calls).toEqual(Array.from({ length: 3 }, () => "GET /v1/checkout/sessions"));
    stripe.mood = "down";
    const down = await type("reconcile", environment());
    expect([down.code, down.stdout]).toEqual([1, ""]);
    expect(down.stderr).toMatch(/Stripe did not answer/);
  });
});

test("renewal reconcile refuses a time that is none", async () => {
  for (const since of ["yesterday", "2026-13-45", "7w"])
    expect(await type(`reconcile --since ${since}`)).toMatchObject({ code: 2, stdout: "" });
});
