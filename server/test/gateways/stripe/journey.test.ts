import type { Schemas } from "@renewal/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { order, startTestServer, type TestServer } from "../../http/running.ts";
import { type StripeSimulator, secretKey, startStripe, webhookSecret } from "./simulator.ts";

let stripe: StripeSimulator;
let server: TestServer;
beforeEach(async () => {
  stripe = await startStripe(() => server.clock.now());
  server = await startTestServer({
    ...{ GATEWAY: "stripe", STRIPE_SECRET_KEY: secretKey, STRIPE_URL: stripe.url },
    STRIPE_WEBHOOK_SECRET: `${webhookSecret},whsec_of_last_month`,
  });
});
afterEach(() => Promise.all([server?.stop(), stripe?.close()]));

const ask = async <Body>(path: string) =>
  (await server.ask<Body>(path, { token: await server.token() })).json;
const payment = (id: string) => ask<Schemas["Payment"]>(`/payment/${id}`);

async function create(changes: object = {}) {
  const token = await server.token();
  return (
    await server.ask<Schemas["PaymentCreated"]>("/payment/create", { token, body: { ...order, ...changes } })
  ).json;
}

const visit = (url: string, language = "en") =>
  fetch(url, { redirect: "manual", headers: { "Accept-Language": language } });

async function visited(changes: object = {}) {
  const { payment_url, transaction_id } = await create(changes);
  expect((await visit(payment_url)).status).toBe(303);
  return transaction_id;
}

async function tell(body: string, signature = stripe.signature(body)) {
  const headers = { "Content-Type": "application/json", "Stripe-Signature": signature };
  const answer = await fetch(`${server.url}/stripe/notify`, { method: "POST", headers, body });
  return { status: answer.status, text: await answer.text() };
}

const taken = { status: 200, text: '{"received":true}' };

describe("With Stripe as the gateway, a person", () => {
  test("is sent from payment_url to a Checkout Session with the order's sum, subject and way back", async () => {
    const id = await visited({ subject: "年度会员", return_url: "https://shop.example.com/paid?x=1" });
    expect(stripe.of(id)).toMatchObject({
      ...{ amount: 9999, currency: "cny", name: "年度会员", successUrl: "https://shop.example.com/paid?x=1" },
      metadata: { transaction_id: id, order_id: order.order_id },
    });
    expect(stripe.forged).toBe(0);
  });

  test("who opens payment_url again and again, also at the same moment, gets one session", async () => {
    const { payment_url } = await create();
    const together = await Promise.all([1, 2, 3, 4].map(() => visit(payment_url)));
    const addresses = new Set(
      [...together, await visit(payment_url)].map(({ headers }) => headers.get("Location")),
    );
    expect([addresses.size, stripe.sessions.size]).toEqual([1, 1]);
  });

  test("without a return_url lands on a page that says that the order is paid", async () => {
    const { payment_url, transaction_id: id } = await create();
    await visit(payment_url);
    expect(stripe.of(id).successUrl).toBe(payment_url);
    stripe.pay(id);
    const beforeTheReport = await visit(payment_url);
    await tell(stripe.event("checkout.session.completed", id));
    for (const page of [beforeTheReport, await visit(payment_url)])
      expect([page.status, (await page.text()).includes("This order is paid")]).toEqual([200, true]);
  });

  test("is told in the browser's language when Stripe does not answer, and nothing is lost", async () => {
    const { payment_url, transaction_id } = await create();
    stripe.mood = "down";
    const page = await visit(payment_url, "zh-CN");
    expect([page.status, Number(page.headers.get("Retry-After"))]).toEqual([503, expect.any(Number)]);
    expect(await page.text()).toContain("暂时无法付款");
    stripe.mood = "well";
    expect((await visit(payment_url)).status).toBe(303);
    expect((await payment(transaction_id)).status).toBe("pending");
  });

  test("who comes too late, or to a wrong address, is told so and not sent on", async () => {
    const { payment_url } = await create();
    server.clock.advance(25 * 3_600_000);
    expect((await visit(payment_url)).status).toBe(410);
    expect((await visit(`${server.url}/stripe/pay/TXN000000000000`)).status).toBe(404);
    expect(stripe.sessions.size).toBe(0);
  });

  test("who pays by a way that takes days is a member when the money has come, and not before", async () => {
    const id = await visited();
    Object.assign(stripe.of(id), { status: "complete", payment: "processing" });
    expect(await tell(stripe.event("checkout.session.completed", id))).toEqual(taken);
    expect((await payment(id)).status).toBe("pending");
    stripe.pay(id);
    expect(await tell(stripe.event("checkout.session.async_payment_succeeded", id))).toEqual(taken);
    expect((await payment(id)).status).toBe("paid");
  });

  test("whose slow payment failed may see so, and pay again", async () => {
    const id = await visited();
    expect(await tell(stripe.event("checkout.session.async_payment_failed", id))).toEqual(taken);
    expect((await payment(id)).status).toBe("failed");
  });
});

describe("An event of Stripe's", () => {
  test.each([
    [
      "of a kind that says nothing of orders",
      () => '{"object":"event","type":"payout.paid","created":1,"data":{"object":{}}}',
    ],
    [
      "about a payment of another program",
      () => stripe.event("checkout.session.completed", "TXN0", { client_reference_id: "cart-7" }),
    ],
    [
      "about a payment without a name",
      () => stripe.event("checkout.session.completed", "TXN0", { client_reference_id: null }),
    ],
  ])("%s is taken, since Stripe gives up on who refuses it", async (_, event) => {
    const id = await visited();
    stripe.of(id).reference = "TXN0";
    expect(await tell(event())).toEqual(taken);
    expect((await payment(id)).status).toBe("pending");
  });

  test("about an order that nobody knows is refused, so that it comes again", async () => {
    const id = await visited();
    stripe.pay(id);
    const event = stripe.event("checkout.session.completed", id, { client_reference_id: "TXN0000000000" });
    expect(await tell(event)).toEqual({ status: 404, text: '{"received":false}' });
  });

  test("about a part that went back changes nothing", async () => {
    const id = await visited();
    stripe.pay(id);
    await tell(stripe.event("checkout.session.completed", id));
    stripe.of(id).refunds.push({ id: "re_1", amount: 1000, metadata: {}, created: 1 });
    expect(await tell(stripe.event("charge.refunded", id))).toEqual(taken);
    expect((await payment(id)).status).toBe("paid");
  });

  test("that is days old is taken, and so is one under the secret that is being rotated out", async () => {
    const id = await visited();
    stripe.pay(id);
    const event = stripe.event("checkout.session.completed", id);
    const daysAgo = Math.floor(Date.now() / 1000) - 3 * 86_400;
    expect(await tell(event, stripe.signature(event, webhookSecret, daysAgo))).toEqual(taken);
    expect(await tell(event, stripe.signature(event, "whsec_of_last_month"))).toEqual(taken);
    expect((await payment(id)).status).toBe("paid");
  });

  test.each<[why: string, signature: (event: string) => string]>([
    ["no signature", () => ""],
    ["a signature that is none", () => "t=1,v1=zz"],
    ["the signature of another time", (event) => stripe.signature(event).replace(/^t=\d+/, "t=1")],
    [
      "a signature in the scheme of test events alone",
      (event) => stripe.signature(event).replace("v1=", "v0="),
    ],
  ])("with %s is refused, and nothing of it is in the log but why", async (_, signature) => {
    const id = await visited();
    stripe.pay(id);
    const event = stripe.event("checkout.session.completed", id, {
      customer_email: "of-a-person@example.com",
    });
    expect(await tell(event, signature(event))).toEqual({ status: 401, text: '{"received":false}' });
    expect((await payment(id)).status).toBe("pending");
    expect(server.logText()).toContain("a notification of Stripe's was not taken");
    expect(server.logText()).not.toMatch(/of-a-person|whsec_|sk_test_/);
  });

  test("that is no JSON, or too long, is refused though it is signed", async () => {
    expect((await tell("{")).status).toBe(400);
    expect((await tell(" ".repeat(200_000))).status).toBe(413);
    const got = await fetch(`${server.url}/stripe/notify`);
    expect([got.status, got.headers.get("Allow")]).toEqual([405, "POST"]);
  });
});
