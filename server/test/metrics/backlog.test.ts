import { setTimeout } from "node:timers/promises";
import type { Schemas } from "@renewal/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startPostgres } from "../../../scripts/infrastructure/postgres.ts";
import { placeOf } from "../commands/typed.ts";
import { type Merchant, openMerchant, payFor } from "../deliveries/merchant.ts";
import { type FaultyGateway, faultyGateway } from "../gateways/faulty-gateway.ts";
import { demoCredentials, order, startTestServer, type TestServer } from "../http/running.ts";
import { databases, type TestDatabase } from "../storage/databases.ts";
import { scrape } from "./scrape.ts";

describe.each(databases)("/metrics, over %s,", { timeout: 60_000 }, (_name, open) => {
  let database: TestDatabase;
  let server: TestServer;
  let merchant: Merchant;
  let gateway: FaultyGateway;
  beforeEach(async () => {
    database = await open();
    merchant = await openMerchant();
    gateway = faultyGateway();
    const environment = { ...placeOf(database), NOTIFY_ALLOWED_HOSTS: merchant.host };
    server = await startTestServer(environment, { wrapGateway: gateway.wrap });
  }, 60_000);
  afterEach(async () => {
    await Promise.all([server?.stop(), merchant?.close()]);
    await database?.drop();
  });

  const value = async (series: string) => (await scrape(server.url)).get(series);
  const becomes = (series: string, expected: number) =>
    expect.poll(() => value(series), { timeout: 10_000, interval: 300 }).toBe(expected);

  test("tells how many notifications wait and since when, how many are dead, and how attempts end", async () => {
    await becomes("deliveries_waiting", 0);
    expect(await value("deliveries_overdue_seconds")).toBe(0);
    for (const [status, count] of [
      [204, 3],
      [410, 2],
      [500, 1],
    ] as const) {
      merchant.answers(status);
      const before = merchant.arrivals.length;
      for (let number = 0; number < count; number += 1) await payFor(server, merchant.url);
      await expect.poll(() => merchant.arrivals.length).toBe(before + count);
    }
    await payFor(server, "http://127.0.0.1:1/");
    await becomes('delivery_attempts_total{outcome="failed"}', 1);
    await becomes("deliveries_dead", 2);
    expect(
      Object.fromEntries(
        [...(await scrape(server.url))].filter(([name]) => /^deliver(y_att|ies)/.test(name)),
      ),
    ).toEqual({
      ...{ 'delivery_attempts_total{outcome="delivered"}': 3, 'delivery_attempts_total{outcome="gone"}': 2 },
      ...{ 'delivery_attempts_total{outcome="rejected"}': 1, 'delivery_attempts_total{outcome="failed"}': 1 },
      ...{ deliveries_waiting: 2, deliveries_dead: 2, deliveries_given_up_total: 2 },
      deliveries_overdue_seconds: expect.any(Number),
    });
    expect(await value("delivery_duration_seconds_count")).toBe(7);
  });

  test("tells of notifications that nobody gets to send", async () => {
    merchant.answers(() => undefined);
    const token = await server.token();
    for (let number = 0; number < 80; number += 1) await payFor(server, merchant.url, token);
    await setTimeout(2_000);
    expect(await value("deliveries_waiting")).toBe(80);
    expect(await value("deliveries_overdue_seconds")).toBeGreaterThan(1.5);
  });

  test("tells of orders that wait for a dead gateway", async () => {
    gateway.mood = "down";
    const token = await server.token();
    for (let number = 0; number < 7; number += 1) {
      await server.ask("/payment/create", { token, body: { ...order, order_id: `ORD-${number}` } });
    }
    expect(await value('orders_due{status="creating"}')).toBe(0);
    server.clock.advance(60_000);
    await becomes('orders_due{status="creating"}', 7);
    expect([
      await value('orders_due{status="pending"}'),
      await value('gateway_circuit{gateway="sandbox",state="open"}'),
    ]).toEqual([0, 1]);
  });

  test("tells of refunds that wait for a dead gateway", async () => {
    const id = await payFor(server, merchant.url);
    await becomes("deliveries_waiting", 0);
    gateway.mood = "down";
    const { json } = await server.ask<Schemas["Token"]>("/auth/token", { body: demoCredentials() });
    for (const refund_id of ["REF1", "REF2", "REF3", "REF4", "REF5", "REF6"]) {
      const asking = { token: json.access_token, body: { refund_id, amount: 1 } };
      expect((await server.ask(`/payment/${id}/refund`, asking)).status).toBe(500);
    }
    expect(await value('orders_due{status="refunding"}')).toBe(0);
    server.clock.advance(60_000);
    await becomes('orders_due{status="refunding"}', 6);
  });

  test("tells how often the cache was hit", async () => {
    for (let number = 0; number < 10; number += 1) await server.ask("/packages");
    expect(await value('cache_hit_ratio{kind="packages"}')).toBe(0.9);
    expect(await value('cache_requests_total{kind="packages",result="hit"}')).toBe(9);
  });

  test("has the same few series, whatever clients, orders and addresses come", async () => {
    merchant.answers((response, { path }) => response.writeHead(Number(path.split("/").at(-1))).end());
    const rounds = async (name: string) => {
      for (const status of [204, 410, 500]) {
        for (let number = 0; number < 8; number += 1) {
          const token = await server.token(`${name}_${number}`);
          await payFor(server, `http://${merchant.host}/${name}/${number}/${status}`, token);
          await server.ask(`/payment/${name}${number}`, { token });
          await server.ask(`/${name}/${number}`, { method: number % 2 ? "GET" : `X${name}` });
        }
      }
      await payFor(server, "http://127.0.0.1:1/");
      await becomes("deliveries_overdue_seconds", 0);
      await setTimeout(1_200);
      return [...(await scrape(server.url)).keys()].filter((series) => !series.startsWith("nodejs_"));
    };
    const first = await rounds("ann");
    expect((await rounds("bob")).sort()).toEqual(first.sort());
    expect(first.join()).not.toMatch(/ann|demo|ORD|127\.0/);
    console.log(`  ${first.length} series`);
  });
});

describe("/metrics, while PostgreSQL is gone,", { timeout: 60_000 }, () => {
  test("is answered within 3 s, says so, and tells no old number", async () => {
    const postgres = await startPostgres();
    const server = await startTestServer({ DATABASE_URL: postgres.url });
    const up = async () => (await scrape(server.url)).get("database_up");
    expect(await up()).toBe(1);
    expect((await scrape(server.url)).get('database_connections{state="idle"}')).toBeGreaterThan(0);
    for (const lose of [() => postgres.freeze(), () => postgres.kill()]) {
      await lose();
      await setTimeout(1_100);
      const start = performance.now();
      const series = await scrape(server.url);
      expect(performance.now() - start).toBeLessThan(3_000);
      expect(series.get("database_up")).toBe(0);
      expect(
        [...series.keys()].filter((name) => /^(deliveries_(waiting|dead|overdue)|orders_due)/.test(name)),
      ).toEqual([]);
      expect(series.get("server_processes")).toBe(1);
      postgres.thaw();
    }
    await postgres.restart();
    await expect.poll(up, { timeout: 10_000, interval: 300 }).toBe(1);
    expect((await scrape(server.url)).get("deliveries_waiting")).toBe(0);
    await server.stop();
    await postgres.stop();
  });
});
