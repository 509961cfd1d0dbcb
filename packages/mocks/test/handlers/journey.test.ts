import { verifyWebhook } from "@renewal/sdk";
import { describe, expect, test } from "vitest";
import { ask, member, shop, start, tokenOf, yearly } from "./shop.ts";

const mock = shop();

describe("a membership, renewed through msw in Node with the SDK", () => {
  test("is paid at the checkout that payment_url leads to", async () => {
    const ann = member();
    const order = await ann.payments.create({ ...yearly, return_url: "https://shop.example.com/thanks" });
    const page = await fetch(order.payment_url);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await page.text()).toContain("Annual Membership");
    const paid = await fetch(order.payment_url, {
      method: "POST",
      body: new URLSearchParams({ action: "pay" }),
    });
    expect(paid.url).toBe(`${order.payment_url}/paid`);
    expect(await paid.text()).toContain("https://shop.example.com/thanks");
    expect(await ann.memberships.get()).toMatchObject({
      status: "active",
      expires_at: "2027-01-31T10:00:00.000Z",
    });
  });

  test("is paid and declined by the test", async () => {
    const ann = member();
    const { transaction_id } = await ann.payments.create(yearly);
    await mock.decline(transaction_id);
    expect((await ann.payments.get(transaction_id)).status).toBe("failed");
    await mock.pay(transaction_id);
    expect((await ann.payments.get(transaction_id)).status).toBe("paid");
    await expect(mock.pay(transaction_id)).rejects.toThrow(/is paid, or its time is over/);
    await expect(mock.pay("TXN0000000000")).rejects.toThrow(/no order TXN0000000000/);
  });

  test("carries its anchor day over February, and lapses when the clock has passed it", async () => {
    const ann = member();
    for (const order_id of ["sandbox-autopay-1", "sandbox-autopay-2"])
      await ann.payments.create({ order_id, amount: 9.99 });
    const { history } = await ann.memberships.get();
    expect(history.map(({ ends_at }) => ends_at)).toEqual([
      "2026-02-28T10:00:00.000Z",
      "2026-03-31T10:00:00.000Z",
    ]);
    await mock.advance({ months: 1 });
    expect((await ann.memberships.get()).status).toBe("active");
    await mock.advance({ months: 1, days: 3 });
    expect((await ann.memberships.get()).status).toBe("expired");
  });

  test("tells the merchant with a notification that the SDK verifies", async () => {
    const { transaction_id } = await member().payments.create({
      ...yearly,
      notify_url: "https://shop.example.com/hook",
    });
    await mock.pay(transaction_id);
    const [sent] = mock.deliveries;
    expect(sent?.url).toBe("https://shop.example.com/hook");
    const event = await verifyWebhook({
      payload: sent?.body ?? "",
      headers: sent?.headers ?? {},
      secrets: "demo-webhook-secret",
      now: mock.now,
    });
    expect(event).toMatchObject({ type: "payment.updated", data: { status: "paid", transaction_id } });
    expect(sent?.event.timestamp).toBe(start);
  });
});

describe("what goes wrong is what the server would answer", () => {
  test("a token is asked for, and must be the mock's own", async () => {
    const none = await ask("/membership");
    expect([none.status, none.json.error.code]).toEqual([401, "INVALID_TOKEN"]);
    expect(none.headers.get("www-authenticate")).toBe('Bearer realm="renewal", error="invalid_token"');
    const token = await tokenOf("ann");
    const [head, , mark] = token.split(".");
    const forged = `${head}.${btoa(JSON.stringify({ sub: "eve", role: "member", client_id: "demo", exp: 4e9 })).replaceAll("=", "")}.${mark}`;
    expect((await ask("/membership", { token: forged })).json.error.message).toMatch(/is not valid here/);
    await mock.advance({ minutes: 16 });
    expect((await ask("/membership", { token })).json.error.message).toMatch(/has expired/);
  });

  test("the sixth order within an hour is refused, and let through when the hour is over", async () => {
    const ann = member();
    for (let number = 1; number <= 5; number += 1)
      await ann.payments.create({ order_id: `ORD${number}`, amount: 9.99 });
    const refused = ann.payments.create({ order_id: "ORD6", amount: 9.99 });
    await expect(refused).rejects.toMatchObject({
      status: 429,
      code: "RATE_LIMIT_EXCEEDED",
      retryAfter: 3600,
    });
    await mock.advance({ hours: 1 });
    await ann.payments.create({ order_id: "ORD6", amount: 9.99 });
  });

  test("an order id is answered again, and never used for another order", async () => {
    const token = await tokenOf("ann");
    const post = (body: object) =>
      ask("/payment/create", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
        token,
      });
    const first = await post(yearly);
    const again = await post(yearly);
    expect(again.text).toBe(first.text);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect((await post({ ...yearly, amount: 9.99 })).status).toBe(422);
    await mock.pay(first.json.transaction_id);
    expect((await post(yearly)).json.error.code).toBe("ORDER_ALREADY_PAID");
    expect((await post({ ...yearly, order_id: "ORD9", curency: "USD" })).json.error.message).toMatch(
      /curency/,
    );
  });

  test("an unpaid order is closed when its day is over", async () => {
    const ann = member();
    const { transaction_id } = await ann.payments.create(yearly);
    await mock.advance({ hours: 25 });
    expect(await ann.payments.get(transaction_id)).toMatchObject({
      status: "closed",
      closed_at: "2026-02-01T10:00:00.000Z",
    });
  });
});
