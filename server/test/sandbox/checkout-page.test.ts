import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buttonsOf, openPage as open, textOf } from "./reading.ts";
import { choose, day, foundTown, type Town, transactionOf } from "./town.ts";

let town: Town;
beforeEach(async () => {
  town = await foundTown();
});
afterEach(() => town.close());

describe("The checkout page of an open order", () => {
  test("shows what is paid, to whom, for what and until when, and that no real money moves", async () => {
    const url = await town.order({ orderId: "ORD123456", expiresAt: Date.UTC(2099, 0, 15, 8, 30) });
    const text = textOf((await open(url)).html);
    for (const part of [
      "Sandbox: no real money moves.",
      "Pay to shop.example.com",
      "Annual Membership",
      "¥99.99 CNY",
      "12 months of membership",
      "ORD123456",
      transactionOf(url),
      "15 Jan 2099, 16:30 (GMT+8)",
    ]) {
      expect(text).toContain(part);
    }
  });

  test("offers to pay, to decline and to leave, in that order", async () => {
    const { html } = await open(await town.order());
    expect(buttonsOf(html)).toEqual(["pay", "decline"]);
    expect(html.indexOf('value="decline"')).toBeLessThan(
      html.indexOf("Cancel and return to shop.example.com"),
    );
  });

  test.each([
    [1500, "JPY", "¥1,500 JPY"],
    [1234567, "KWD", "1,234.567 KWD"],
    [999, "USD", "$9.99 USD"],
    [100_000_00, "EUR", "€100,000.00 EUR"],
  ])("writes %i minor units of %s as %s", async (minorUnits, currency, written) => {
    const { html } = await open(await town.order({ minorUnits, currency }));
    expect(textOf(html).replaceAll("\u00a0", " ")).toContain(written);
  });

  test("speaks Chinese where Accept-Language prefers it, and says so", async () => {
    const url = await town.order();
    const { html, headers } = await open(url, { "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8" });
    expect(html).toContain('<html lang="zh-CN">');
    expect(headers.get("content-language")).toBe("zh-CN");
    expect(headers.get("vary")).toContain("Accept-Language");
    const text = textOf(html);
    for (const part of ["沙箱环境：不会产生真实扣款。", "支付 ¥99.99", "拒绝", "取消并返回", "12 个月会员"]) {
      expect(text.replace(/ (?=不)/, "")).toContain(part);
    }
  });

  test.each([
    ["en-US,en;q=0.9,zh;q=0.8", "en"],
    ["fr-FR,zh-TW;q=0.8,en;q=0.5", "zh-CN"],
    ["zh;q=0,en", "en"],
    ["zh;q=0", "en"],
    ["de", "en"],
    ["*", "en"],
    ["zh-Hant-HK", "zh-CN"],
    [",;q=,;;==zh", "en"],
  ])("Accept-Language %s is answered in %s", async (wish, language) => {
    const { html } = await open(await town.order(), { "Accept-Language": wish });
    expect(html).toContain(`<html lang="${language}">`);
  });

  test("names the behaviour of a magic order id", async () => {
    const { html } = await open(await town.order({ orderId: "sandbox-late-twice-1" }));
    expect(textOf(html)).toContain("Every notification is sent 5 seconds late.");
    expect(textOf(html)).toContain("Every notification is sent twice at the same moment.");
  });
});

describe("What others wrote into an order", () => {
  const hostile = `</title><script>alert(1)</script><img src=x onerror=alert(2)>"'&amp;\u202e`;

  test("is text on the page, wherever it stands", async () => {
    const url = await town.order({
      subject: hostile,
      returnUrl: `https://shop.example.com/"><script>alert(3)</script>?a=%22'&b=<b>`,
    });
    const pages = [await open(url), await open(`${url}/left`)];
    await choose(url, { action: "decline" });
    pages.push(await open(url));
    await choose(url, { action: "pay" });
    pages.push(await open(url), await open(`${url}/paid`));
    for (const { html } of pages) {
      expect(html).not.toMatch(/<script|<img|onerror=(?!alert\(2\)&gt;)/);
      expect(html).toContain("&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
    }
  });

  test.each([
    "javascript:alert(1)",
    "data:text/html,<script>",
    "not an address",
    "//evil.example",
    "file:///etc",
  ])("a return_url that no browser should follow is no link: %s", async (returnUrl) => {
    const url = await town.order({ returnUrl });
    await choose(url, { action: "pay" });
    for (const place of ["", "/paid"]) {
      const { html } = await open(url + place);
      expect(html).not.toContain("refresh");
      expect([...html.matchAll(/href="(?!data:image)([^"]*)"/g)]).toEqual([]);
    }
  });
});

describe("The way back to the merchant", () => {
  const linkOf = (html: string) =>
    /<a class="[^"]*" href="([^"]*)"/.exec(html)?.[1]?.replaceAll("&amp;", "&") ?? "";

  test("carries order_id, transaction_id and the outcome behind the merchant's own query", async () => {
    const returnUrl = "https://shop.example.com/thanks?a=1&q=a%20b+c&flag#top";
    const url = await town.order({ orderId: "ORD123456", returnUrl });
    const tail = (status: string) =>
      `https://shop.example.com/thanks?a=1&q=a%20b+c&flag&order_id=ORD123456&transaction_id=${transactionOf(url)}&status=${status}#top`;
    expect(linkOf((await open(url)).html)).toBe(tail("pending"));
    await choose(url, { action: "decline" });
    expect(linkOf((await open(url)).html)).toBe(tail("failed"));
    await choose(url, { action: "pay" });
    expect(linkOf((await open(url)).html)).toBe(tail("paid"));
    const { html } = await open(`${url}/paid`);
    expect(html).toContain(
      `<meta http-equiv="refresh" content="0; url=${tail("paid").replaceAll("&", "&amp;")}">`,
    );
  });

  test("is the checkout's own page for an order without one, and nothing is paid by leaving", async () => {
    const url = await town.order({ returnUrl: undefined });
    const { html } = await open(url);
    expect(linkOf(html)).toBe(`${new URL(url).pathname}/left`);
    const left = await open(`${url}/left`);
    expect(textOf(left.html)).toContain("You left without paying");
    expect(linkOf(left.html)).toBe(new URL(url).pathname);
    expect(await town.sandbox.gateway.query(transactionOf(url))).toMatchObject({ status: "pending" });
  });
});

describe("An order that is over", () => {
  test.each([
    ["paid", "Payment complete", (url: string) => choose(url, { action: "pay" })],
    ["closed", "This order is closed", (url: string) => town.sandbox.gateway.close(transactionOf(url))],
    ["expired", "This order has expired", async () => town.clock.advance(2 * day)],
  ])("shows that it is %s, and no button", async (_state, said, become) => {
    const url = await town.order();
    await become(url);
    for (const place of ["", "/left", "/paid"]) {
      const { status, html } = await open(url + place);
      expect(status).toBe(200);
      expect(buttonsOf(html)).toEqual([]);
      expect(textOf(html)).toContain(said);
    }
  });

  test("shows that it was refunded", async () => {
    const url = await town.order({ orderId: "sandbox-refund-1" });
    await choose(url, { action: "pay" });
    town.clock.advance(2000);
    expect(textOf((await open(url)).html)).toContain("Payment refunded");
  });
});

describe("Every page", () => {
  test("is kept by nobody, framed by nobody, and runs nothing", async () => {
    const url = await town.order();
    for (const address of [url, `${url}/left`, `${town.origin}/sandbox/pay/TXN0000000000`]) {
      const { headers, html } = await open(address);
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("same-origin");
      expect(headers.get("content-security-policy")).toMatch(
        /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
      );
      expect(html).not.toMatch(
        /<script|javascript:| on\w+=| style=|(?:src|href)="https?:\/\/(?!shop\.example)/,
      );
    }
  });
});
