import type { Schemas } from "@renewal/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { demoCredentials, order, startTestServer, type TestServer } from "../../http/running.ts";
import { type AlipaySimulator, appId, type Fields, sellerId, startAlipay } from "./simulator.ts";

let alipay: AlipaySimulator;
let server: TestServer;

const environment = () => ({
  ...{ GATEWAY: "alipay", ALIPAY_APP_ID: appId, ALIPAY_SELLER_ID: sellerId, ALIPAY_URL: alipay.url },
  ...{ ALIPAY_PRIVATE_KEY: alipay.appPrivateKey, ALIPAY_PUBLIC_KEY: alipay.alipayPublicKey },
});

beforeEach(async () => {
  alipay = await startAlipay(() => server.clock.now());
  server = await startTestServer(environment());
});
afterEach(() => Promise.all([server?.stop(), alipay?.close()]));

const ask = async <Body>(path: string) =>
  (await server.ask<Body>(path, { token: await server.token() })).json;
const payment = (id: string) => ask<Schemas["Payment"]>(`/payment/${id}`);
const membership = () => ask<Schemas["Membership"]>("/membership");

async function create(changes: object = {}) {
  const body = { ...order, ...changes };
  return server.ask<Schemas["PaymentCreated"]>("/payment/create", { token: await server.token(), body });
}

/** Creates an order and goes where a person would go to pay it. */
async function visited(changes: object = {}, agent = "Mozilla/5.0 (X11; Linux x86_64)") {
  const { json } = await create(changes);
  const shown = await visit(json.payment_url, agent);
  expect(shown.status).toBe(303);
  expect(await (await fetch(shown.headers.get("Location") as string)).text()).toBe("WAIT_BUYER_PAY");
  return json.transaction_id;
}

const visit = (url: string, agent = "", language = "en") =>
  fetch(url, { redirect: "manual", headers: { "User-Agent": agent, "Accept-Language": language } });

describe("With Alipay as the gateway, a merchant", () => {
  test("sends a part back and then the rest: each once, and the membership is counted without it", async () => {
    const id = await visited();
    alipay.pay(id);
    await alipay.notify(id);
    const { json } = await server.ask<Schemas["Token"]>("/auth/token", { body: demoCredentials() });
    const refund = async (refund_id: string, amount: number) => {
      const asked = { token: json.access_token, body: { refund_id, amount } };
      return (await server.ask<Schemas["Payment"]>(`/payment/${id}/refund`, asked)).json;
    };
    for (const _ of [1, 2])
      expect(await refund("REF1", 20.5)).toMatchObject({ status: "paid", refunded_amount: 20.5 });
    expect((await membership()).history).toHaveLength(1);
    expect(await refund("REF2", 79.49)).toMatchObject({ status: "refunded", refunded_amount: 99.99 });
    expect([...(alipay.trades.get(id)?.refunds ?? [])]).toEqual([
      ["REF1", "20.50"],
      ["REF2", "79.49"],
    ]);
    expect(await alipay.notify(id)).toEqual({ status: 200, text: "success" });
    expect((await membership()).history).toEqual([]);
    expect(alipay.forged).toBe(0);
  });
});

describe("With Alipay as the gateway, a person", () => {
  test("is sent from payment_url to Alipay's page, signed, with the order's sum, subject and time", async () => {
    const id = await visited({
      ...{ subject: "Tom & Jerry = 1/2 price", return_url: "https://shop.example.com/paid?x=1" },
    });
    expect(alipay.forged).toBe(0);
    const { expires_at } = await payment(id);
    expect(alipay.trades.get(id)).toMatchObject({
      ...{
        totalAmount: "99.99",
        subject: "Tom Jerry 1 2 price",
        status: "WAIT_BUYER_PAY",
      },
      ...{ notifyUrl: `${server.url}/alipay/notify`, returnUrl: "https://shop.example.com/paid?x=1" },
      productCode: "FAST_INSTANT_TRADE_PAY",
      timeExpire: new Date(Date.parse(expires_at as string) + 8 * 3_600_000)
        .toISOString()
        .slice(0, 19)
        .replace("T", " "),
    });
  });

  test("on a phone is sent to the page for phones", async () => {
    const id = await visited({}, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148");
    expect(alipay.trades.get(id)?.productCode).toBe("QUICK_WAP_WAY");
    expect(alipay.calls).toEqual([{ method: "alipay.trade.wap.pay", outTradeNo: id }]);
  });

  test("who pays is a member as soon as Alipay says so, from the moment that Alipay says", async () => {
    const id = await visited();
    server.clock.advance(60_000);
    const paidAt = Math.floor((alipay.pay(id).paidAt as number) / 1000) * 1000;
    server.clock.advance(5_000);
    expect(await alipay.notify(id)).toEqual({ status: 200, text: "success" });
    expect(await payment(id)).toMatchObject({ status: "paid", paid_at: new Date(paidAt).toISOString() });
    expect((await membership()).history).toMatchObject([{ transaction_id: id, amount: 99.99 }]);
  });

  test("who was refunded in full is no longer a member by that payment; closing tells no refund", async () => {
    const id = await visited();
    alipay.pay(id);
    await alipay.notify(id);
    alipay.refund(id);
    expect(await alipay.notify(id)).toEqual({ status: 200, text: "success" });
    expect(await payment(id)).toMatchObject({ status: "refunded" });
    expect(await membership()).toMatchObject({ status: "none", history: [] });
  });

  test("who got a part back is still a member", async () => {
    const id = await visited();
    alipay.pay(id);
    const part = alipay.notification(id, { refund_fee: "10.00", gmt_refund: "2026-01-15 16:30:00.123" });
    expect(await alipay.notify(id, part)).toEqual({ status: 200, text: "success" });
    expect(await payment(id)).toMatchObject({ status: "paid" });
  });

  test.each([
    ["en", "This order is closed"],
    ["zh-CN,zh;q=0.9", "订单已关闭"],
  ])(
    "who comes too late is told so in the browser's language (%s), and not sent on",
    async (language, title) => {
      const { json } = await create();
      server.clock.advance(25 * 3_600_000);
      const page = await visit(json.payment_url, "", language);
      expect([page.status, page.headers.get("Location")]).toEqual([410, null]);
      expect(await page.text()).toContain(`<h1>${title}</h1>`);
    },
  );

  test("who has paid already is told so, and one with a wrong address too", async () => {
    const { json } = await create();
    await fetch((await visit(json.payment_url)).headers.get("Location") as string);
    alipay.pay(json.transaction_id);
    await alipay.notify(json.transaction_id);
    expect(await (await visit(json.payment_url)).text()).toContain("This order is paid");
    expect((await visit(`${server.url}/alipay/pay/TXN000000000000`)).status).toBe(404);
    expect((await visit(`${server.url}/alipay/pay/`)).status).toBe(404);
  });
});

describe("An order at Alipay that its app closes", () => {
  const close = async (id: string) =>
    server.ask(`/payment/${id}/close`, { method: "POST", token: await server.token() });

  test("cannot be paid there any more", async () => {
    const id = await visited();
    expect((await close(id)).status).toBe(200);
    expect(alipay.trades.get(id)?.status).toBe("TRADE_CLOSED");
    expect(await alipay.notify(id)).toEqual({ status: 200, text: "success" });
    expect(await payment(id)).toMatchObject({ status: "closed" });
  });

  test("though nobody came to Alipay's page, is closed here", async () => {
    const { json } = await create();
    expect((await close(json.transaction_id)).status).toBe(200);
    expect((await visit(json.payment_url)).status).toBe(410);
  });
});

describe("A notification of Alipay's is answered with failure, and changes nothing,", () => {
  const otherSeller = "2088000000000002";
  test.each<[why: string, status: number, forge: (genuine: Fields) => Fields]>([
    ["without a signature", 401, ({ sign: _, ...rest }) => rest],
    [
      "with another one's signature",
      401,
      (fields) => ({
        ...fields,
        sign: alipay.notification(fields.out_trade_no as string, { version: "1.1" }).sign as string,
      }),
    ],
    ["with another sum under its signature", 401, (fields) => ({ ...fields, total_amount: "0.01" })],
    [
      "with another state under its signature",
      401,
      (fields) => ({ ...fields, trade_status: "TRADE_FINISHED" }),
    ],
    ["with a field more than was signed", 401, (fields) => ({ ...fields, extra: "1" })],
    ["with a field less than was signed", 401, ({ buyer_id: _, ...rest }) => rest],
    ["signed in the old way, with SHA-1", 401, (fields) => ({ ...fields, sign_type: "RSA" })],
    ["in another charset", 401, (fields) => alipay.signed({ ...fields, charset: "GBK" })],
    ["for another app", 401, (fields) => alipay.signed({ ...fields, app_id: "2021000000000002" })],
    ["about another seller's money", 401, (fields) => alipay.signed({ ...fields, seller_id: otherSeller })],
    [
      "about an order that is not ours",
      404,
      (fields) => alipay.signed({ ...fields, out_trade_no: "TXN0000000000" }),
    ],
    [
      "about another sum than the order's",
      400,
      (fields) => alipay.signed({ ...fields, total_amount: "9.99" }),
    ],
    ["about a sum that is none", 400, (fields) => alipay.signed({ ...fields, total_amount: "99.999" })],
    [
      "with its fields cut in other places",
      401,
      ({ subject, total_amount, ...rest }) => ({
        ...rest,
        subject: `${subject}&total_amount=${total_amount}`,
      }),
    ],
  ])("%s", async (_, status, forge) => {
    const id = await visited();
    alipay.pay(id);
    const forged = forge(alipay.notification(id));
    expect(await alipay.notify(id, forged)).toEqual({ status, text: "failure" });
    expect((await membership()).history).toEqual([]);
    expect((await payment(id)).status).toBe("pending");
  });

  test("when a name stands twice in it, or its bytes are encoded anew", async () => {
    const id = await visited();
    alipay.pay(id);
    const genuine = new URLSearchParams(alipay.notification(id)).toString();
    const send = async (body: string, type = "application/x-www-form-urlencoded") =>
      fetch(`${server.url}/alipay/notify`, { method: "POST", body, headers: { "Content-Type": type } });
    for (const body of [
      `${genuine}&total_amount=99.99`,
      genuine.replace("trade_status", "trade%5fstatus&x"),
      encodeURIComponent(genuine),
      "%ff",
      "",
    ]) {
      const answer = await send(body);
      expect([answer.status >= 400 && answer.status < 500, await answer.text()]).toEqual([true, "failure"]);
    }
    expect(await (await send(genuine.split("&").reverse().join("&"))).text()).toBe("success");
  });

  test("and a genuine one with fields that are new is taken", async () => {
    const id = await visited();
    alipay.pay(id);
    const newer = alipay.notification(id, { discount_scheme_2030: "会员 100%", point_amount: "0.00" });
    expect(await alipay.notify(id, newer)).toEqual({ status: 200, text: "success" });
    expect((await payment(id)).status).toBe("paid");
  });

  test("and nothing of a refused one is in the log but why", async () => {
    const id = await visited();
    await alipay.notify(id, { ...alipay.notification(id), buyer_id: "2088-secret-of-a-buyer" });
    expect(server.logText()).toContain("a notification of Alipay's was not taken");
    expect(server.logText()).not.toContain("2088-secret-of-a-buyer");
    expect(server.logText()).not.toContain(alipay.notification(id).sign as string);
  });
});

describe("A notification of Alipay's", () => {
  const metric = async (name: string) => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    return text.split("\n").filter((line) => line.startsWith(name) && line.includes("receiveNotification"));
  };

  test("counts in the metrics as every notification does, and so does one that is refused", async () => {
    const id = await visited();
    alipay.pay(id);
    await alipay.notify(id);
    await alipay.notify(id, { ...alipay.notification(id), total_amount: "0.01" });
    const counted = await metric("payment_requests_total");
    expect(counted.find((line) => line.includes('status="200"'))).toMatch(/ 1$/);
    expect(counted.find((line) => line.includes('status="401"'))).toMatch(/ 1$/);
    const refused = await metric("payment_errors_total");
    expect(refused.find((line) => line.includes("INVALID_SIGNATURE"))).toMatch(/ 1$/);
  });

  test("beyond the limit of notifications is not taken, so that Alipay sends it again", async () => {
    await server.stop();
    server = await startTestServer({ ...environment(), RATE_LIMIT_NOTIFICATIONS: "1" });
    const id = await visited();
    alipay.pay(id);
    const together = () => Promise.all([1, 2, 3, 4].map(() => alipay.notify(id)));
    // Whoever was let through a second ago no longer counts: on a slow machine the four may not meet.
    const met = async () => {
      const answers = await together();
      for (const { status, text } of answers) expect(text === "success").toBe(status === 200);
      return answers.map(({ status }) => status);
    };
    await expect.poll(met).toContain(429);
    await expect.poll(met).toContain(200);
    expect((await payment(id)).status).toBe("paid");
  });
});
