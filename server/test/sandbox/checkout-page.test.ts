import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { choose, day, foundTown, type Town, transactionOf, until } from "./town.ts";

let town: Town;
beforeEach(async () => {
  town = await foundTown();
});
afterEach(() => town.close());

async function open(url: string, headers: Record<string, string> = {}) {
  const answer = await fetch(url, { headers, redirect: "manual" });
  return { status: answer.status, headers: answer.headers, html: await answer.text() };
}

/** What a person reads, without tags and styles. */
function textOf(html: string): string {
  return html
    .replace(/<(style|title)>.*?<\/\1>/gs, " ")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&#39;", "'")
    .replace(/\s+/g, " ");
}

const buttons = (html: string) => [...html.matchAll(/<button[^>]*value="(\w+)"/g)].map(([, value]) => value);

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
    expect(buttons(html)).toEqual(["pay", "decline"]);
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

describe("Paying", () => {
  test("leads to a page that says so", async () => {
    const url = await town.order();
    const answer = await choose(url, { action: "pay" });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`${new URL(url).pathname}/paid`);
    expect(textOf((await open(`${url}/paid`)).html)).toContain("Payment complete ¥99.99 was paid.");
  });

  test("sends the person on only once the API was told", async () => {
    let told = false;
    town.api.answer = async () => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      told = true;
      return 200;
    };
    await choose(await town.order(), { action: "pay" });
    expect(told).toBe(true);
  });

  test("sends the person on after 3 seconds when the API does not answer", async () => {
    town.api.answer = () => new Promise(() => {});
    const started = performance.now();
    const answer = await choose(await town.order(), { action: "pay" });
    expect(answer.status).toBe(303);
    expect(performance.now() - started).toBeGreaterThan(2900);
    expect(performance.now() - started).toBeLessThan(3600);
  });

  test("counts once, however often the form is sent and by however many at once", async () => {
    const url = await town.order();
    const form = { action: "pay", declines: "0" };
    const answers = await Promise.all(Array.from({ length: 10 }, () => choose(url, form)));
    answers.push(await choose(url, form), await choose(url, { action: "decline", declines: "0" }));
    for (const answer of answers) expect(answer.headers.get("location")).toMatch(/\/paid$/);
    expect(town.arrivals).toHaveLength(1);
  });

  test("makes the second of two clicks wait for the API as the first one does", async () => {
    let told = 0;
    town.api.answer = async () => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      told += 1;
      return 200;
    };
    const url = await town.order();
    const first = choose(url, { action: "pay" });
    await until(() => town.arrivals.length === 1, "the first click is on its way");
    await choose(url, { action: "pay" });
    expect(told).toBe(1);
    await first;
  });
});

describe("Declining", () => {
  test("leads back to the same page, which says so and offers another try", async () => {
    const url = await town.order();
    const answer = await choose(url, { action: "decline", declines: "0" });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(new URL(url).pathname);
    const { html } = await open(url);
    expect(html).toContain("<title>The payment was declined");
    expect(textOf(html)).toContain("Nothing was charged.");
    expect(buttons(html)).toEqual(["pay", "decline"]);
  });

  test("counts once per form, and again with the form of the next try", async () => {
    const url = await town.order();
    await Promise.all([1, 2, 3].map(() => choose(url, { action: "decline", declines: "0" })));
    expect(town.arrivals).toHaveLength(1);
    const { html } = await open(url);
    const declines = /name="declines" value="(\d+)"/.exec(html)?.[1] as string;
    await choose(url, { action: "decline", declines });
    expect(town.arrivals).toHaveLength(2);
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
      expect(buttons(html)).toEqual([]);
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

describe("Who may settle a payment", () => {
  test.each([
    ["another site's form", { "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" }],
    ["a form of a sibling domain", { "Sec-Fetch-Site": "same-site" }],
    ["another site's form in an old browser", { Origin: "https://evil.example" }],
    ["a sandboxed frame", { Origin: "null" }],
  ])("%s may not, and nothing happens", async (_who, headers) => {
    const url = await town.order();
    const answer = await choose(url, { action: "pay" }, headers as Record<string, string>);
    expect(answer.status).toBe(403);
    expect(textOf(await answer.text())).toContain("This did not come from the checkout");
    expect(await town.sandbox.gateway.query(transactionOf(url))).toMatchObject({ status: "pending" });
  });

  test("the checkout's own form may, and a program that is no browser", async () => {
    for (const headers of [{ "Sec-Fetch-Site": "same-origin" }, { Origin: town.origin }, {}]) {
      const answer = await choose(await town.order(), { action: "pay" }, headers as Record<string, string>);
      expect(answer.status).toBe(303);
    }
  });
});

describe("Requests that the checkout does not serve", () => {
  const form = "application/x-www-form-urlencoded";
  test.each([
    ["no choice", form, ""],
    ["an unknown choice", form, "action=refund"],
    ["a count that is none", form, "action=decline&declines=-1"],
    ["JSON", "application/json", '{"action":"pay"}'],
    ["a form of a megabyte", form, `action=pay&x=${"x".repeat(1_000_000)}`],
  ])("a form with %s is refused and changes nothing", async (_what, type, body) => {
    const url = await town.order();
    const answer = await fetch(url, { method: "POST", headers: { "Content-Type": type }, body });
    expect(answer.status).toBe(400);
    expect(textOf(await answer.text())).toContain("We could not read your choice");
    expect(await town.sandbox.gateway.query(transactionOf(url))).toMatchObject({ status: "pending" });
  });

  test.each([
    "TXN0000000000",
    "",
    "%00",
    "..%2f",
    "TXN1/paid/more",
    "TXN1/edit",
    "'; drop table",
    "x".repeat(5000),
  ])("an address that leads nowhere is a page that says so: /%s", async (path) => {
    for (const method of ["GET", "POST"]) {
      const body = method === "POST" ? new URLSearchParams({ action: "pay" }) : null;
      const answer = await fetch(`${town.origin}/sandbox/pay/${path}`, { method, body });
      expect([404, 405]).toContain(answer.status);
      expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    }
  });

  test("another method is told which ones there are", async () => {
    const url = await town.order();
    const put = await fetch(url, { method: "PUT" });
    expect([put.status, put.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
    const head = await fetch(url, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  test("another path is left to the rest of the server", async () => {
    expect(await (await fetch(`${town.origin}/sandbox/other`)).text()).toBe("Not Found");
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
