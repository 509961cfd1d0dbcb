import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Schemas } from "@renewal/contract";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningServer, readConfiguration, startServer } from "../../src/index.ts";
import { chromiumPath, launchChromium } from "../chromium.ts";
import { listen } from "../sandbox/town.ts";
import { type Member, signIn } from "./member.ts";

/**
 * On the 29th of February in Shanghai, while it is still the 28th in UTC: a year is counted rightly only by Shanghai's
 * calendar, where it ends on the 28th.
 */
const leapNight = Date.parse("2028-02-28T17:00:00Z");

describe.skipIf(chromiumPath === undefined)("A person at the checkout, in Chromium", () => {
  let folder: string;
  let server: RunningServer;
  let browser: Browser;
  let shop: { origin: string; close(): Promise<void> };
  /** What the shop learns from the API at the moment when the person comes back to it. */
  let onReturn: { address: string; membership: Schemas["Membership"] }[];
  let member: Member;
  let people = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "renewal-"));
    const environment = { NODE_ENV: "test", PORT: "0", DATA_DIR: folder, LOG_LEVEL: "silent" };
    const started = Date.now();
    server = await startServer(readConfiguration(environment), {
      clock: { now: () => leapNight + Date.now() - started },
    });
    shop = await listen(async (request, response) => {
      if (request.url?.startsWith("/thanks")) {
        onReturn.push({ address: request.url, membership: await member.membership() });
      }
      response.setHeader("Content-Type", "text/html").end("<title>The shop</title>");
    });
    browser = await launchChromium();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await Promise.all([server?.stop(), shop?.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  /** A new member with a new order, in front of its checkout page. */
  async function atTheCheckout(order: Record<string, unknown> = {}): Promise<{ page: Page; id: string }> {
    onReturn = [];
    people += 1;
    member = await signIn(server.url, `person_${people}`);
    return checkout(order);
  }

  async function checkout(order: Record<string, unknown> = {}): Promise<{ page: Page; id: string }> {
    const page = await (await browser.newContext({ locale: "en-US" })).newPage();
    const created = await member.create({
      order_id: `ORD-${Math.random().toString(36).slice(2)}`,
      subject: "Annual Membership",
      return_url: `${shop.origin}/thanks`,
      ...order,
    });
    await page.goto(created.payment_url);
    return { page, id: created.transaction_id };
  }

  const press = (page: Page, name: string) => page.getByRole("button", { name }).click();
  const arrival = (page: Page) => page.waitForURL(`${shop.origin}/thanks?**`);

  test("pays, and the membership lasts exactly one year by the calendar and the clock of Shanghai", async () => {
    const { page, id } = await atTheCheckout();
    await press(page, "Pay");
    await arrival(page);
    const payment = await member.payment(id);
    const { expires_at: expiresAt = "", status, history } = await member.membership();
    expect(status).toBe("active");
    expect(history).toHaveLength(1);
    expect(inShanghai(payment.paid_at)).toMatch(/^2028-02-29 01:0/);
    expect(inShanghai(expiresAt)).toBe(inShanghai(payment.paid_at).replace("2028-02-29", "2029-02-28"));
  });

  test("pays again, and the expiry moves by exactly one year more", async () => {
    const { page } = await atTheCheckout();
    await press(page, "Pay");
    await arrival(page);
    const { expires_at: first } = await member.membership();
    const second = await checkout();
    await press(second.page, "Pay");
    await arrival(second.page);
    const { expires_at: after, history } = await member.membership();
    expect(history).toHaveLength(2);
    expect(inShanghai(after)).toBe(inShanghai(first).replace("2029", "2030"));
  });

  test("comes back to a shop that finds the membership renewed already", async () => {
    const { page, id } = await atTheCheckout({ order_id: "ORD123456" });
    await press(page, "Pay");
    await arrival(page);
    expect(onReturn).toMatchObject([{ membership: { status: "active", history: [{ transaction_id: id }] } }]);
    expect(onReturn[0]?.address).toBe(`/thanks?order_id=ORD123456&transaction_id=${id}&status=paid`);
  });

  test("declines, and nothing is renewed; pays on the same page, and it is renewed once", async () => {
    const { page, id } = await atTheCheckout();
    await press(page, "Decline");
    await page.getByRole("heading", { name: "The payment was declined" }).waitFor();
    expect(await member.payment(id)).toMatchObject({ status: "failed" });
    expect(await member.membership()).toMatchObject({ status: "none", history: [] });
    await press(page, "Pay");
    await arrival(page);
    expect(await member.payment(id)).toMatchObject({ status: "paid" });
    expect((await member.membership()).history).toHaveLength(1);
  });

  test("leaves, and nothing is renewed", async () => {
    const { page, id } = await atTheCheckout();
    await page.getByRole("link", { name: "Cancel and return" }).click();
    await arrival(page);
    expect(onReturn[0]?.address).toMatch(/&status=pending$/);
    expect(await member.payment(id)).toMatchObject({ status: "pending" });
    expect(await member.membership()).toMatchObject({ status: "none", history: [] });
  });

  test("finds an order that its app has closed no longer payable", async () => {
    const { page, id } = await atTheCheckout();
    await member.close(id);
    await press(page, "Pay");
    await page.getByRole("heading", { name: "This order is closed" }).waitFor();
    expect(await member.membership()).toMatchObject({ status: "none", history: [] });
  });

  test("pays a sum that the gateway reports wrongly, and nothing is renewed", async () => {
    const { page, id } = await atTheCheckout({ order_id: "sandbox-wrong-amount-1" });
    await press(page, "Pay");
    await arrival(page);
    expect(await member.payment(id)).toMatchObject({ status: "pending" });
    expect(await member.membership()).toMatchObject({ status: "none", history: [] });
  });

  test("pays once though the gateway tells of it twice, and of an earlier decline afterwards", async () => {
    const { page, id } = await atTheCheckout({ order_id: "sandbox-twice-failed-after-paid-1" });
    await press(page, "Pay");
    await arrival(page);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await member.payment(id)).toMatchObject({ status: "paid" });
    expect((await member.membership()).history).toHaveLength(1);
  });
});

/** A moment as a clock on a wall in Shanghai shows it, e.g. `2028-02-29 01:00:03.123`. */
function inShanghai(moment: string | undefined): string {
  const shown = new Intl.DateTimeFormat("sv-SE", {
    ...{ timeZone: "Asia/Shanghai", year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 },
  });
  return shown.format(Date.parse(moment ?? "")).replace(",", ".");
}
