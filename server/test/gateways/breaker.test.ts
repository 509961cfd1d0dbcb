import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { order, startTestServer, type TestServer } from "../http/running.ts";
import { type FaultyGateway, faultyGateway } from "./faulty-gateway.ts";

describe("A gateway that", { timeout: 60_000 }, () => {
  let server: TestServer;
  let gateway: FaultyGateway;
  let token: string;
  let orders = 0;
  beforeEach(async () => {
    gateway = faultyGateway();
    server = await startTestServer({}, { wrapGateway: gateway.wrap });
    token = await server.token();
  });
  afterEach(() => server.stop());

  async function create(orderId = `ORD-${++orders}`) {
    const start = performance.now();
    const answer = await server.ask("/payment/create", { token, body: { ...order, order_id: orderId } });
    const retryAfter = Number(answer.headers.get("Retry-After"));
    return { ...answer, code: answer.json.error?.code, retryAfter, took: performance.now() - start };
  }

  const metric = async (line: string) => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    return Number(
      text
        .split("\n")
        .find((found) => found.startsWith(`${line} `))
        ?.slice(line.length + 1),
    );
  };

  test.each(["hangs", "down", "resets"] as const)(
    "%s is answered for in 3.5 s with PAYMENT_FAILED, and after five times at once",
    async (mood) => {
      gateway.mood = mood;
      const first = await Promise.all(Array.from({ length: 5 }, () => create()));
      expect(gateway.asked).toHaveLength(5);
      const next = await Promise.all(Array.from({ length: 20 }, () => create()));
      expect(gateway.asked).toHaveLength(5);
      for (const { status, code, retryAfter, took } of [...first, ...next]) {
        expect([status, code]).toEqual([500, "PAYMENT_FAILED"]);
        expect(retryAfter).toBeGreaterThanOrEqual(1);
        expect(retryAfter).toBeLessThanOrEqual(10);
        // The figure itself is asserted by the full form of the fault tests: a busy machine stalls.
        expect(took).toBeLessThan(10_000);
      }
      const slowest = Math.max(...next.map(({ took }) => took));
      expect(slowest).toBeLessThan(3_000);
      console.log(
        `  ${mood}: 5 creates ≤ ${most(first)} ms, then 20 ≤ ${Math.round(slowest)} ms, 5 calls in all`,
      );
    },
  );

  test("is dead is tried by one call after 10 s, and by no other meanwhile; when that succeeds all is as before", async () => {
    gateway.mood = "down";
    for (let number = 0; number < 5; number += 1) await create();
    const { retryAfter } = await create("ORD-again");
    gateway.mood = "hangs";
    await setTimeout(retryAfter * 1_000);
    const tries = await Promise.all(Array.from({ length: 10 }, () => create()));
    expect(gateway.asked).toHaveLength(6);
    expect(tries.filter(({ took }) => took > 3_000)).toHaveLength(1);
    expect(tries.filter(({ took }) => took < 1_000)).toHaveLength(9);
    expect(new Set(tries.map(({ code }) => code))).toEqual(new Set(["PAYMENT_FAILED"]));
    gateway.mood = "well";
    expect((await create()).status).toBe(500);
    await setTimeout(10_000);
    const again = await create("ORD-again");
    expect([again.status, again.headers.get("Idempotent-Replayed")]).toEqual([200, "true"]);
    const well = await Promise.all(Array.from({ length: 10 }, () => create()));
    expect(new Set(well.map(({ status }) => status))).toEqual(new Set([200]));
    const told = server.log.filter(({ msg }) =>
      /the gateway (does not answer|answers again)/.test(String(msg)),
    );
    expect(told.map(({ level }) => level)).toEqual(["warn", "info"]);
    expect(await metric('gateway_circuit{gateway="sandbox",state="closed"}')).toBe(1);
    expect(await metric('gateway_circuit{gateway="sandbox",state="open"}')).toBe(0);
    expect(await metric('gateway_circuit_changes_total{gateway="sandbox",to="open"}')).toBe(2);
    expect(await metric('gateway_circuit_changes_total{gateway="sandbox",to="half_open"}')).toBe(2);
    expect(await metric('gateway_circuit_changes_total{gateway="sandbox",to="closed"}')).toBe(1);
    expect(await metric('gateway_calls_total{gateway="sandbox",call="create",outcome="unavailable"}')).toBe(
      6,
    );
    expect(await metric('gateway_calls_total{gateway="sandbox",call="create",outcome="skipped"}')).toBe(11);
  });

  test("refuses is asked every time: a refusal is an answer", async () => {
    gateway.mood = "refuses";
    for (let number = 0; number < 12; number += 1) {
      expect(await create()).toMatchObject({ status: 500, code: "PAYMENT_FAILED", retryAfter: 0 });
    }
    expect(gateway.asked).toHaveLength(12);
    expect(await metric('gateway_circuit{gateway="sandbox",state="closed"}')).toBe(1);
    gateway.mood = "down";
    for (let number = 0; number < 4; number += 1) await create();
    gateway.mood = "refuses";
    await create();
    gateway.mood = "down";
    for (let number = 0; number < 4; number += 1) await create();
    gateway.mood = "well";
    expect((await create()).status).toBe(200);
  });

  test("is dead has its orders finished by the worker once it is back, each as one order, without a request", async () => {
    gateway.mood = "down";
    const ids: unknown[] = [];
    for (let number = 0; number < 8; number += 1) {
      await create(`ORD-left-${number}`);
      const { json } = await server.ask(`/payments?order_id=ORD-left-${number}`, { token });
      ids.push((json as { data: { transaction_id: string }[] }).data[0]?.transaction_id);
    }
    const orderOf = (id: unknown) => server.storage.store.findOrder(String(id));
    server.clock.advance(60_000);
    await setTimeout(2_500);
    // Nobody looked while it was dead: a look that asks nothing would put off the next.
    expect(await Promise.all(ids.map(async (id) => (await orderOf(id))?.looks))).toEqual(ids.map(() => 0));
    expect(gateway.asked).toHaveLength(5);
    gateway.mood = "well";
    const left = async () =>
      (await Promise.all(ids.map(orderOf))).filter((found) => found?.status !== "pending");
    await expect.poll(left, { timeout: 15_000 }).toEqual([]);
    const registered = await server.storage.connection.db.selectFrom("sandboxPayments").selectAll().execute();
    expect(registered.map(({ transactionId }) => transactionId).sort()).toEqual([...ids].sort());
  });
});

function most(answers: { took: number }[]): number {
  return Math.round(Math.max(...answers.map(({ took }) => took)));
}
