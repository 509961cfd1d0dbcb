import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Order } from "@renewal/engine";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { stripeClient } from "../../../src/gateways/stripe/calls.ts";
import { listSessions } from "../../../src/gateways/stripe/list.ts";
import { addressAtStripe, stripeSessions } from "../../../src/gateways/stripe/sessions.ts";
import { openStorage } from "../../../src/storage/storage.ts";
import { freePort } from "../../http/process.ts";

const program = process.env.STRIPE_MOCK_PATH;

/** It remembers nothing: it answers with examples of Stripe's document, after it has compared each call with that. */
describe.skipIf(program === undefined)("Stripe's own mock server", () => {
  let mock: ChildProcess;
  let url: string;
  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    mock = spawn(program as string, ["-http-addr", `127.0.0.1:${port}`], { stdio: "ignore" });
    await vi.waitFor(() => fetch(url), { timeout: 15_000, interval: 50 });
  });
  afterAll(async () => {
    mock.kill();
    await once(mock, "exit");
  });

  const client = () => stripeClient({ secretKey: "sk_test_0123456789abcdef", url });

  async function sessions() {
    const storage = openStorage({ clock: { now: Date.now }, file: ":memory:" });
    await storage.migrate();
    const options = {
      stripe: client(),
      orders: storage.gatewayOrders,
      checkoutUrl: () => "https://a.example/pay",
    };
    return { options, gateway: stripeSessions(options), storage };
  }

  const order = {
    ...{ transactionId: "TXN0000000001", orderId: "ORD-1", minorUnits: 9999, currency: "CNY" },
    ...{ subject: "年度会员 & more", returnUrl: "https://shop.example.com/paid?x=1" },
  } as Order;

  test("takes every call that we make, and answers in the shape that we read", async () => {
    const { options, gateway, storage } = await sessions();
    await addressAtStripe(options, order, "https://a.example/pay/TXN0000000001");
    const reference = (await storage.gatewayOrders.find(order.transactionId))?.reference;
    expect(reference).toMatch(/^cs_test_/);
    // Its example of a session has no sum.
    for (const call of ["query", "close"] as const) {
      await expect(gateway[call](order.transactionId)).rejects.toMatchObject({
        message: "Stripe told of a payment without its sum.",
      });
    }
    const { stripe } = options;
    const refund = await stripe.refunds.create(
      {
        payment_intent: "pi_1",
        amount: 100,
        metadata: { transaction_id: "TXN0000000001", refund_id: "REF1" },
      },
      { idempotencyKey: "TXN0000000001/REF1" },
    );
    expect(refund).toMatchObject({
      object: "refund",
      status: expect.any(String),
      created: expect.any(Number),
    });
    for await (const found of stripe.refunds.list({ payment_intent: "pi_1", limit: 100 })) {
      expect(found.object).toBe("refund");
      break;
    }
    await expect(listSessions(stripe, Date.now()).next()).resolves.toHaveProperty("done");
    await storage.close();
  });

  test("refuses what Stripe does not document, so that the test above means something", async () => {
    const wrong = { mode: "payment", client_reference: "TXN1" } as never;
    await expect(client().checkout.sessions.create(wrong)).rejects.toMatchObject({ statusCode: 400 });
  });
});
