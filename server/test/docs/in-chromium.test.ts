/// <reference lib="dom" />
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violations } from "../../../scripts/testing/axe.ts";
import { chromiumPath, launchChromium } from "../chromium.ts";
import { startTestServer, type TestServer } from "../http/running.ts";

describe.skipIf(chromiumPath === undefined)("The documentation in Chromium", { timeout: 90_000 }, () => {
  let browser: Browser;
  let server: TestServer;
  beforeAll(async () => {
    [browser, server] = await Promise.all([launchChromium(), startTestServer()]);
  });
  afterAll(() => Promise.all([browser.close(), server.stop()]));

  /** A page that writes down what the browser complains of: a policy, a missing file, a script. */
  async function open(path: string, options: BrowserContextOptions = {}) {
    const page = await (await browser.newContext(options)).newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() !== "info") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("requestfailed", (request) => complaints.push(`failed: ${request.url()}`));
    page.on("request", (request) => {
      if (!request.url().startsWith(server.url) && !/^(data|blob):/.test(request.url()))
        complaints.push(`asked: ${request.url()}`);
    });
    await page.goto(server.url + path);
    return { page, complaints };
  }

  const cases = ["/docs", "/docs/webhooks", "/status"].flatMap((path) =>
    (["light", "dark"] as const).map((scheme) => [path, scheme] as const),
  );
  test.each(cases)("axe finds nothing on %s, %s, on a phone and a computer", async (path, colorScheme) => {
    for (const width of [375, 1280]) {
      const { page, complaints } = await open(path, { colorScheme, viewport: { width, height: 800 } });
      expect(await violations(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  });

  test("a page at 400 % needs no scrolling to the side", async () => {
    for (const path of ["/docs", "/docs/webhooks", "/docs/errors", "/status"]) {
      const { page } = await open(path, { viewport: { width: 320, height: 256 } });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      await page.context().close();
    }
  });

  test("the keyboard skips to the content, and reaches what scrolls", async () => {
    const { page } = await open("/docs/typescript");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("PRE");
    await page.context().close();
  });

  test("the reference is drawn without anything from elsewhere, and its requests reach this server", async () => {
    const { page, complaints } = await open("/docs/reference#tag/memberships/GET/membership", {
      viewport: { width: 1280, height: 900 },
    });
    await page.getByRole("button", { name: /Test Request.*get \/membership/s }).click();
    const answered = page.waitForResponse((response) =>
      response.url().startsWith(`${server.api}/membership`),
    );
    await page.getByRole("button", { name: /^Send get request/ }).click();
    const answer = await answered;
    expect([answer.status(), await answer.json()]).toEqual([
      200,
      expect.objectContaining({ status: "none" }),
    ]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
