import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { App } from "./app.ts";
import { launchChromium } from "./chromium.ts";
import { openSite } from "./site.ts";

declare const app: App;

let browser: Browser;
let site: Awaited<ReturnType<typeof openSite>>;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  [browser, site] = await Promise.all([launchChromium(), openSite()]);
});

afterAll(async () => {
  await browser?.close();
  site?.close();
});

beforeEach(async () => {
  const context = await browser.newContext({ locale: "en-GB" });
  page = await context.newPage();
  complaints = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await open("/");
});

afterEach(() => page.context().close());

async function open(path: string): Promise<void> {
  await page.goto(site.url + path);
  await ready();
}

async function ready(): Promise<void> {
  await page.waitForSelector("body[data-ready=yes]", { timeout: 15_000 });
}

describe("in Chromium, behind msw's service worker and a strict Content-Security-Policy", () => {
  test("requests to another host are answered by the mock, with headers that the page can read", async () => {
    const packages = await page.evaluate(() => app.call("/packages"));
    expect(packages).toMatchObject({ status: 200, limit: expect.stringMatching(/^\d+$/) });
    expect(packages.body.data.map(({ id }: { id: string }) => id)).toEqual([
      "monthly",
      "quarterly",
      "yearly",
    ]);
    const refused = await page.evaluate(() => app.call("/membership", {}, "nonsense"));
    expect([refused.status, refused.body.error.code]).toEqual([401, "INVALID_TOKEN"]);
    expect(complaints).toEqual([]);
  });

  test("controls reach into the page: a failure, no network, the clock", async () => {
    const failed = await page.evaluate(() => {
      app.mock.failNext("listPackages", "SERVICE_UNAVAILABLE");
      return app.call("/packages");
    });
    expect(failed.status).toBe(503);
    const lost = await page.evaluate(async () => {
      app.mock.offline();
      return app.call("/packages").catch((error: Error) => error.name);
    });
    expect(lost).toBe("TypeError");
  });

  test("a person goes to the checkout, declines, pays, and comes back to a shop that knows of it", async () => {
    const address = await page.evaluate(async () => {
      const token = await app.token();
      sessionStorage.token = token;
      const order = {
        order_id: "ORD1",
        amount: 99.99,
        subject: "Annual",
        return_url: `${location.origin}/thanks?from=pay`,
      };
      const { body } = await app.call(
        "/payment/create",
        { method: "POST", body: JSON.stringify(order) },
        token,
      );
      return body.payment_url as string;
    });
    expect(address).toMatch(new RegExp(`^${site.url}/sandbox/pay/TXN`));
    await page.goto(address);
    await page.getByRole("button", { name: /decline/i }).click();
    await page
      .getByText(/declined/i)
      .first()
      .waitFor();
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(background).not.toBe("rgb(255, 0, 0)");
    expect(background).not.toBe("rgba(0, 0, 0, 0)");
    await page.getByRole("button", { name: /^pay/i }).click();
    await page.waitForURL(/\/thanks\?/);
    await ready();
    expect(new URL(page.url()).searchParams.get("status")).toBe("paid");
    expect(await page.textContent("body")).toContain("/thanks: active");
    expect(complaints).toEqual([]);
  });
});
