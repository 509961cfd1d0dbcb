import type { Browser, Page } from "playwright-core";
import { createServer, type ViteDevServer } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violations } from "../../../../scripts/testing/axe.ts";
import { launchChromium } from "../browser/chromium.ts";

const root = new URL("../../../../examples/react-membership/", import.meta.url).pathname;

let vite: ViteDevServer;
let browser: Browser;
let page: Page;
let url: string;

beforeAll(async () => {
  vite = await createServer({
    ...{
      root,
      configFile: `${root}vite.config.ts`,
      logLevel: "error",
      server: { port: 0, host: "127.0.0.1" },
    },
    // Sources instead of what is built, and nothing kept beside them.
    resolve: { conditions: ["renewal-source", "browser", "module", "development|production"] },
    cacheDir: `${process.env.TMPDIR ?? "/tmp"}/renewal-vite-${process.pid}`,
  });
  await vite.listen();
  url = vite.resolvedUrls?.local[0] ?? "";
  browser = await launchChromium();
  page = await browser.newPage({ locale: "en-GB" });
  // Vite finds the dependencies at the first visit, and loads the page anew.
  await see("none", "You are no member yet.");
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await vite?.close();
});

async function see(state: string, sentence: string): Promise<void> {
  await page.goto(`${url}?state=${state}`);
  await page.getByText(sentence).waitFor({ timeout: 60_000 });
  for (const width of [375, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const isWider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(isWider).toBe(false);
    const folder = process.env.RENEWAL_SCREENSHOTS;
    if (folder !== undefined) await page.screenshot({ path: `${folder}/${state}-${width}.png` });
  }
}

describe("the membership page in React, with the SDK and the mock in Chromium", () => {
  test.each([
    ["none", "You are no member yet."],
    ["member", "You are a member until"],
    ["ending", "You are a member until"],
    ["lapsed", "Your membership ended on"],
    ["unpaid", "waits for you"],
    ["down", "We cannot reach our service right now."],
    ["offline", "You seem to be offline."],
  ])("shows ?state=%s: %s", see);

  test.each([
    ["none", "You are no member yet."],
    ["member", "You are a member until"],
    ["unpaid", "waits for you"],
    ["down", "We cannot reach our service right now."],
  ])(
    "axe finds nothing on ?state=%s, on a phone and a computer, in light and dark, and at 400 %",
    async (state, sentence) => {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        for (const width of [320, 375, 1280]) {
          await page.setViewportSize({ width, height: width === 320 ? 256 : 800 });
          await page.goto(`${url}?state=${state}`);
          await page.getByText(sentence).waitFor();
          expect(await violations(page), `${colorScheme}, ${width}`).toEqual([]);
        }
      }
      await page.emulateMedia({ colorScheme: null });
    },
  );

  test("the keyboard alone joins", async () => {
    await see("none", "You are no member yet.");
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
    for (let tabs = 0; tabs < 20 && !(await focused()).startsWith("Join"); tabs += 1)
      await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^pay/i }).waitFor();
    for (let tabs = 0; tabs < 20 && !/^pay/i.test((await focused()).trim()); tabs += 1)
      await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL(/status=paid/);
    await page.getByText("You are a member until").waitFor();
  });

  test.each([
    ["refused", "Nothing was charged; please try again."],
    ["limited", "Please try again in 30 minutes."],
  ])("says what it means when buying fails: ?state=%s", async (state, sentence) => {
    await see(state, "You are no member yet.");
    await page.getByRole("button", { name: "Join" }).first().click();
    await page.getByText(sentence).waitFor();
  });

  test("a person joins by way of the checkout, and is a member when they come back", async () => {
    await see("none", "You are no member yet.");
    await page.getByRole("button", { name: "Join" }).first().click();
    await page.getByRole("button", { name: /^pay/i }).click();
    await page.waitForURL(/status=paid/);
    await page.getByText("You are a member until").waitFor();
  });
});
