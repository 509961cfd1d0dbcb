/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { violations } from "../../../scripts/testing/axe.ts";
import { chromiumPath, launchChromium } from "../chromium.ts";
import { choose, day, foundTown, listen, type Town, transactionOf } from "./town.ts";

/** A merchant whose pages lie on two origins, the first of which sends everybody on to the second. */
interface Shop {
  origin: string;
  finalOrigin: string;
  visits: string[];
  close(): Promise<unknown>;
}

async function openShop(): Promise<Shop> {
  const visits: string[] = [];
  const final = await listen((request, response) => {
    if (request.url !== "/favicon.ico") visits.push(request.url ?? "");
    response.setHeader("Content-Type", "text/html").end("<title>The shop</title><h1>Thank you</h1>");
  });
  const first = await listen((request, response) => {
    response.writeHead(302, { Location: `${final.origin}${request.url}` }).end();
  });
  return {
    origin: first.origin,
    finalOrigin: final.origin,
    visits,
    close: () => Promise.all([first.close(), final.close()]),
  };
}

describe.skipIf(chromiumPath === undefined)("The checkout in Chromium", () => {
  let browser: Browser;
  let town: Town;
  let shop: Shop;
  beforeAll(async () => {
    browser = await launchChromium();
  }, 30_000);
  afterAll(() => browser.close());
  beforeEach(async () => {
    [town, shop] = await Promise.all([foundTown(), openShop()]);
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await Promise.all([town.close(), shop.close()]);
  });

  /** A page that fails the test when the browser complains of anything: a policy, a missing file, a script. */
  async function visitor(options: BrowserContextOptions = {}) {
    const page = await (await browser.newContext({ locale: "en-US", ...options })).newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("requestfailed", (request) => complaints.push(`failed: ${request.url()}`));
    return { page, complaints };
  }

  const back = (url: string, status: string) =>
    `/thanks?order_id=ORD123456&transaction_id=${transactionOf(url)}&status=${status}`;
  const order = () => town.order({ orderId: "ORD123456", returnUrl: `${shop.origin}/thanks` });

  test("pays without scripts and arrives at the merchant, however often it sends people on", async () => {
    const { page, complaints } = await visitor({ javaScriptEnabled: false });
    const url = await order();
    await page.goto(url);
    await page.getByRole("button", { name: "Pay ¥99.99" }).click();
    await page.waitForURL(`${shop.finalOrigin}/**`);
    expect(shop.visits).toEqual([back(url, "paid")]);
    expect(town.arrivals).toMatchObject([{ notification: { status: "paid" } }]);
    expect(complaints).toEqual([]);
  });

  test("going back after a payment shows the payment, and pays nothing twice", async () => {
    const { page } = await visitor();
    const url = await order();
    await page.goto(url);
    await page.getByRole("button", { name: "Pay" }).click();
    await page.waitForURL(`${shop.finalOrigin}/**`);
    await page.goBack();
    await page.getByRole("heading", { name: "Payment complete" }).waitFor();
    expect(page.url()).toBe(url);
    expect(await page.getByRole("button").count()).toBe(0);
    expect(town.arrivals).toHaveLength(1);
  });

  test("declines, says so, and pays on the same page afterwards", async () => {
    const { page, complaints } = await visitor();
    const url = await order();
    await page.goto(url);
    await page.getByRole("button", { name: "Decline" }).click();
    await page.getByRole("heading", { name: "The payment was declined" }).waitFor();
    expect(page.url()).toBe(url);
    await page.reload();
    expect(town.arrivals).toHaveLength(1);
    await page.getByRole("button", { name: "Pay" }).click();
    await page.waitForURL(`${shop.finalOrigin}/**`);
    expect(town.arrivals.map(({ notification }) => notification.status)).toEqual(["failed", "paid"]);
    expect(complaints).toEqual([]);
  });

  test("leaves without paying, with the order still open", async () => {
    const { page } = await visitor();
    const url = await order();
    await page.goto(url);
    await page.getByRole("link", { name: "Cancel and return" }).click();
    await page.waitForURL(`${shop.finalOrigin}/**`);
    expect(shop.visits).toEqual([back(url, "pending")]);
    expect(town.arrivals).toEqual([]);
    expect(await town.sandbox.gateway.query(transactionOf(url))).toMatchObject({ status: "pending" });
  });

  test("another site can neither send the form nor show the page in a frame", async () => {
    const url = await order();
    const evil = await listen((_request, response) => {
      response
        .setHeader("Content-Type", "text/html")
        .end(
          `<iframe src="${url}"></iframe><form method="post" action="${url}"><button name="action" value="pay">Win</button></form>`,
        );
    });
    const { page } = await visitor();
    await page.goto(evil.origin);
    expect(await page.frames()[1]?.content()).not.toContain("Annual Membership");
    await page.getByRole("button", { name: "Win" }).click();
    await page.getByRole("heading", { name: "This did not come from the checkout" }).waitFor();
    expect(await town.sandbox.gateway.query(transactionOf(url))).toMatchObject({ status: "pending" });
    await evil.close();
  });

  test("what a merchant writes runs no script", async () => {
    const { page, complaints } = await visitor();
    await page.goto(
      await town.order({
        subject: `</title><script>document.title="owned"</script><svg onload="document.title='owned'">`,
        returnUrl: `${shop.origin}/"><script>document.title="owned"</script>`,
      }),
    );
    expect(await page.title()).toContain("<script>");
    expect(await page.title()).not.toBe("owned");
    expect(complaints).toEqual([]);
  });

  test("the keyboard alone pays: what has the focus is seen, and comes in the order that is read", async () => {
    const { page } = await visitor();
    await page.goto(await order());
    const seen: string[] = [];
    for (let press = 0; press < 3; press++) {
      await page.keyboard.press("Tab");
      const focus = await focused(page);
      expect(focus.outline, focus.name).toBe("3px solid");
      seen.push(focus.name);
    }
    expect(seen.map((name) => name.split(" ")[0])).toEqual(["Pay", "Decline", "Cancel"]);
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${shop.finalOrigin}/**`);
    expect(town.arrivals).toMatchObject([{ notification: { status: "paid" } }]);
  });

  test("at 400 % zoom everything is read by scrolling down alone", async () => {
    const { page } = await visitor({ viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 });
    const long = {
      subject: `${"Überlanges".repeat(24)} 年度会员`,
      orderId: "O".repeat(64),
      minorUnits: 123_456_789_012,
      returnUrl: `https://${"long-".repeat(11)}name.example.com/thanks`,
    };
    for (const url of [await order(), await town.order(long)]) {
      await page.goto(url);
      const { width, clipped } = await overflow(page);
      expect(width).toBeLessThanOrEqual(320);
      expect(clipped).toEqual([]);
      await page.getByRole("button", { name: "Pay" }).scrollIntoViewIfNeeded();
      expect(await page.getByRole("button", { name: "Pay" }).isVisible()).toBe(true);
    }
  });

  test("fingers find every button: none is smaller than 44 by 44 points", async () => {
    const { page } = await visitor({ viewport: { width: 375, height: 740 } });
    await page.goto(await order());
    for (const target of await page.locator("button, a").all()) {
      const box = await target.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    }
  });

  describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
    test.each(["en-US", "zh-CN"])(
      "axe finds nothing, in any state, at any size, in %s",
      async (locale) => {
        for (const viewport of [
          { width: 375, height: 740 },
          { width: 1280, height: 800 },
        ]) {
          const { page } = await visitor({ colorScheme, locale, viewport });
          for (const [state, url] of Object.entries(await everyState(town))) {
            await page.goto(url);
            expect(await page.locator("html").getAttribute("lang")).toBe(locale.replace("-US", ""));
            expect(await violations(page), state).toEqual([]);
            expect((await overflow(page)).width, state).toBeLessThanOrEqual(viewport.width);
          }
        }
      },
      60_000,
    );
  });
});

function focused(page: Page) {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const { outlineWidth, outlineStyle } = getComputedStyle(element);
    return { name: element.textContent, outline: `${outlineWidth} ${outlineStyle}` };
  });
}

/** How wide the page wants to be, and which elements hide a part of what they hold. */
function overflow(page: Page) {
  return page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    clipped: [...document.querySelectorAll<HTMLElement>("body *")]
      .filter((element) => element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1)
      .map(({ className, tagName }) => `${tagName}.${className}`),
  }));
}

async function everyState(town: Town): Promise<Record<string, string>> {
  const urls = {
    open: await town.order(),
    "open, without the merchant's page": await town.order({ returnUrl: undefined, months: undefined }),
    magic: await town.order({ orderId: "sandbox-late-twice-1" }),
    failed: await town.order(),
    paid: await town.order(),
    "paid, without the merchant's page": await town.order({ returnUrl: undefined }),
    closed: await town.order(),
    expired: await town.order({ expiresAt: town.clock.now() - day }),
  };
  await choose(urls.failed, { action: "decline" });
  await choose(urls.paid, { action: "pay" });
  await choose(urls["paid, without the merchant's page"], { action: "pay" });
  await town.sandbox.gateway.close(transactionOf(urls.closed));
  return {
    ...urls,
    "just paid": `${urls["paid, without the merchant's page"]}/paid`,
    left: `${urls["open, without the merchant's page"]}/left`,
    unknown: `${town.origin}/sandbox/pay/TXN0000000000`,
  };
}
