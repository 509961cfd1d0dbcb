import { deliverySchedule } from "@renewal/engine";
import { verifyWebhook } from "@renewal/sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { demoClient } from "../../src/seeds.ts";
import { startTestServer, type TestServer } from "../http/running.ts";
import { databases, type TestDatabase } from "../storage/databases.ts";
import { deliveriesOf, deliveryOf, type Merchant, openMerchant, payFor, report } from "./merchant.ts";

const hour = 3_600_000;

describe.each(databases)("A merchant's notification, kept in %s,", (_name, create) => {
  let database: TestDatabase;
  let server: TestServer;
  let merchant: Merchant;
  beforeEach(async () => {
    database = await create();
    merchant = await openMerchant();
    const { url } = database.location;
    server = await startTestServer({
      NOTIFY_ALLOWED_HOSTS: merchant.host,
      ...(url === undefined ? {} : { DATABASE_URL: url }),
    });
  }, 60_000);
  afterEach(async () => {
    await Promise.all([server?.stop(), merchant?.close()]);
    await database?.drop();
  });

  test("arrives as soon as the payment is reported, and verifies with the SDK by either signature", async () => {
    const id = await payFor(server, merchant.url);
    await expect.poll(() => merchant.arrivals.length, { timeout: 3_000, interval: 20 }).toBe(1);
    const [{ headers, body }] = merchant.arrivals as [Merchant["arrivals"][0]];
    const webhook = { payload: body, secrets: demoClient.webhookSecret };
    expect(await verifyWebhook({ ...webhook, headers, requireTimestamp: true })).toMatchObject({
      type: "payment.updated",
      data: { transaction_id: id, status: "paid", amount: 99.99, currency: "CNY", user_id: "user_42" },
    });
    const signature = { "x-signature": headers["x-signature"] as string };
    expect(await verifyWebhook({ ...webhook, headers: signature })).toMatchObject({
      data: { status: "paid" },
    });
    for (const forged of [headers, signature]) {
      const verification = verifyWebhook({
        ...webhook,
        headers: forged,
        payload: body.replace("99.99", "1"),
      });
      await expect(verification).rejects.toThrow(/signature_mismatch|Wrong secret/);
    }
    expect(headers).toMatchObject({ "content-type": "application/json", "user-agent": "renewal-webhooks/1" });
    expect(await deliveryOf(server, id)).toMatchObject({ state: "delivered", attempts: 1, lastStatus: 204 });
  });

  test("comes ten times in a day's schedule to one who answers 500, always with one id, and is then dead", async () => {
    merchant.answers(500);
    const id = await payFor(server, merchant.url);
    for (const [index, planned] of deliverySchedule.entries()) {
      const before = await deliveryOf(server, id);
      // Not a moment before it is due.
      if (index > 0) server.clock.advance(before.dueAt - server.clock.now() - 100);
      if (index > 0) expect([merchant.arrivals.length, before.attempts]).toEqual([index, index]);
      server.clock.advance(100);
      const attempted = async () => (await deliveryOf(server, id)).attempts;
      await expect.poll(attempted, { timeout: 5_000, interval: 20 }).toBe(index + 1);
      const next = deliverySchedule[index + 1];
      if (next === undefined) continue;
      const wait = (await deliveryOf(server, id)).dueAt - server.clock.now();
      expect(wait, `before attempt ${index + 2}`).toBeGreaterThan(0.8 * next - 1_000);
      expect(wait, `before attempt ${index + 2}`).toBeLessThanOrEqual(1.2 * next);
      expect(planned).toBeLessThan(next);
    }
    expect(await deliveryOf(server, id)).toMatchObject({ state: "dead", attempts: 10, lastStatus: 500 });
    server.clock.advance(100 * hour);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(merchant.arrivals).toHaveLength(10);
    expect(new Set(merchant.arrivals.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(merchant.arrivals.map(({ body }) => body)).size).toBe(1);
    expect(new Set(merchant.arrivals.map(({ headers }) => headers["webhook-timestamp"])).size).toBe(10);
    const last = merchant.arrivals.at(-1) as Merchant["arrivals"][0];
    const event = await verifyWebhook({
      ...{ payload: last.body, headers: last.headers, secrets: demoClient.webhookSecret },
      now: () => server.clock.now() - 100 * hour,
    });
    expect(event.data).toMatchObject({ id: last.headers["webhook-id"] });
  }, 60_000);

  test("is moved by chance: fifty that failed at one moment do not come back at one moment", async () => {
    merchant.answers(503);
    const ids: string[] = [];
    const token = await server.token();
    for (let number = 0; number < 50; number += 1) ids.push(await payFor(server, merchant.url, token));
    await expect.poll(() => merchant.arrivals.length, { timeout: 10_000 }).toBe(50);
    const settled = async () =>
      (await Promise.all(ids.map((id) => deliveryOf(server, id)))).every(({ attempts }) => attempts === 1);
    await expect.poll(settled).toBe(true);
    const at = new Map(merchant.arrivals.map((arrival) => [arrival.event.transaction_id, arrival.at]));
    const waits = (await Promise.all(ids.map((id) => deliveryOf(server, id)))).map(
      ({ dueAt, transactionId }) => dueAt - (at.get(transactionId) as number),
    );
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(4_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(6_500);
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(1_000);
  }, 60_000);

  test("stops at once for one who answers 410, and for nobody else", async () => {
    merchant.answers((response, { path }) => response.writeHead(path === "/gone" ? 410 : 404).end());
    const gone = await payFor(server, `http://${merchant.host}/gone`);
    const lost = await payFor(server, `http://${merchant.host}/lost`);
    await expect.poll(() => merchant.arrivals.length).toBe(2);
    await expect.poll(async () => (await deliveryOf(server, gone)).state).toBe("dead");
    await expect.poll(async () => (await deliveryOf(server, lost)).attempts).toBe(1);
    server.clock.advance(100 * hour);
    const again = () => merchant.arrivals.filter(({ path }) => path === "/lost").length;
    await expect.poll(again).toBe(2);
    expect(merchant.arrivals.filter(({ path }) => path === "/gone")).toHaveLength(1);
    expect(await deliveryOf(server, gone)).toMatchObject({ attempts: 1, lastStatus: 410 });
    expect(server.log.filter(({ msg }) => String(msg).includes("was given up"))).toMatchObject([
      { level: "warn", transactionId: gone, clientId: "demo", status: 410 },
    ]);
  });

  test("is one for each state that the order comes to, each with an id of its own", async () => {
    const id = await payFor(server, merchant.url);
    for (const status of ["paid", "failed", "refunded", "refunded"]) await report(server, id, status);
    await expect.poll(() => merchant.arrivals.length).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(merchant.arrivals.map(({ event }) => event.status).sort()).toEqual(["paid", "refunded"]);
    expect(new Set(merchant.arrivals.map(({ event }) => event.id)).size).toBe(2);
    expect(await deliveriesOf(server, id)).toHaveLength(2);
  });
});
