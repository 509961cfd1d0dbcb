import { expect, test } from "vitest";
import { AbortedError, ConnectionError, NotFoundError, TimeoutError } from "../../src/index.ts";
import { type Act, json, refusal, reset } from "../network/scripted-server.ts";
import { failure, start, world } from "../network/world.ts";

function payment(status: string, headers: Record<string, string> = {}): Act {
  return json(200, { transaction_id: "TXN1", status }, headers);
}

function limit(remaining: number, seconds: number): Record<string, string> {
  const reset = String(start / 1000 + seconds);
  return {
    "X-RateLimit-Limit": "100",
    "X-RateLimit-Remaining": String(remaining),
    "X-RateLimit-Reset": reset,
  };
}

test("waiting asks at growing distances until the order is paid", async () => {
  const pending = Array.from({ length: 8 }, () => payment("pending"));
  const { renewal, slept } = await world([
    payment("creating"),
    ...pending,
    payment("failed"),
    payment("paid"),
  ]);
  expect(await renewal.payments.waitUntilSettled("TXN1")).toMatchObject({ status: "paid" });
  expect(slept.map(Math.round)).toEqual([1000, 1500, 2250, 3375, 5063, 7594, 10_000, 10_000, 10_000, 10_000]);
});

test.each(["paid", "closed", "refunded", "a_state_of_tomorrow"])("%s is an end", async (status) => {
  const { server, renewal } = await world([payment(status)]);
  expect((await renewal.payments.waitUntilSettled("TXN1")).status).toBe(status);
  expect(server.seen).toHaveLength(1);
});

test("the caller may say what it waits for", async () => {
  const { renewal } = await world([payment("pending"), payment("failed")]);
  const until = ({ status }: { status: string }) => status === "failed";
  expect((await renewal.payments.waitUntilSettled("TXN1", { until })).status).toBe("failed");
});

test("waiting leaves room under the rate limit for other calls", async () => {
  const { renewal, slept } = await world([
    payment("pending", limit(0, 40)),
    payment("pending", limit(4, 140)),
    payment("paid"),
  ]);
  await renewal.payments.waitUntilSettled("TXN1");
  expect(slept).toEqual([40_000, 12_000]);
});

test("a refusal by the limit is waited out, even one that is too long for a single call", async () => {
  const hour = refusal(429, "RATE_LIMIT_EXCEEDED", { "Retry-After": "600" });
  const { renewal, slept } = await world([hour, payment("paid")]);
  expect((await renewal.payments.waitUntilSettled("TXN1")).status).toBe("paid");
  expect(slept).toEqual([600_000]);
});

test("an outage on the way is survived", async () => {
  const outage = Array.from({ length: 6 }, () => reset);
  const { renewal } = await world([payment("pending"), ...outage, payment("paid")]);
  expect((await renewal.payments.waitUntilSettled("TXN1")).status).toBe("paid");
});

test("an outage that does not end is the error", async () => {
  const { renewal } = await world([payment("pending"), reset]);
  const error = await failure(renewal.payments.waitUntilSettled("TXN1", { totalTimeout: 30_000 }));
  expect(error).toBeInstanceOf(ConnectionError);
});

test("an order that does not exist is an error at once", async () => {
  const { server, renewal } = await world([refusal(404, "TRANSACTION_NOT_FOUND")]);
  expect(await failure(renewal.payments.waitUntilSettled("TXN1"))).toBeInstanceOf(NotFoundError);
  expect(server.seen).toHaveLength(1);
});

test("after a quarter of an hour, or the time that the caller gives, it ends", async () => {
  const { renewal, slept } = await world([payment("pending")]);
  expect(await failure(renewal.payments.waitUntilSettled("TXN1"))).toBeInstanceOf(TimeoutError);
  const waited = slept.reduce((sum, one) => sum + one);
  expect(waited).toBeGreaterThan(880_000);
  expect(waited).toBeLessThan(900_000);
  expect(await failure(renewal.payments.waitUntilSettled("TXN1", { totalTimeout: 900 }))).toBeInstanceOf(
    TimeoutError,
  );
});

test("it ends when its signal aborts", async () => {
  const { server, renewal } = await world([payment("pending")], { token: "t", sleep: undefined });
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 50);
  const error = await failure(renewal.payments.waitUntilSettled("TXN1", { signal: controller.signal }));
  expect(error).toBeInstanceOf(AbortedError);
  expect(server.seen).toHaveLength(1);
});
