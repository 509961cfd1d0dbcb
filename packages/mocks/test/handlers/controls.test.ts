import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type OperationId, validateResponse } from "@renewal/contract";
import { operations } from "@renewal/contract/operations";
import { afterAll, describe, expect, expectTypeOf, test } from "vitest";
import { type CodeOf, renewalMock } from "../../src/index.ts";
import { ask, member, shop, start, tokenOf, yearly } from "./shop.ts";

const warnings: string[] = [];
const mock = shop({ onUnhandled: (message) => warnings.push(message) });

const forced = Object.values(operations).flatMap(({ id, errorCodes }) =>
  Object.entries(errorCodes as Record<string, readonly string[]>).flatMap(([status, codes]) =>
    codes.map((code) => ({ id: id as OperationId, status: Number(status), code })),
  ),
);

describe("failNext", () => {
  test.each(forced)("$id answers $code as documented, when it is asked to", async ({ id, status, code }) => {
    mock.failNext(id, code as never);
    const { method, path } = operations[id];
    const address = path.replace("{transaction_id}", "TXN0000000000");
    const answer = await ask(address, {
      method,
      ...(id === "createToken" ? {} : { token: await tokenOf("ann") }),
    });
    expect([answer.status, answer.json.error.code]).toEqual([status, code]);
    const headers = Object.fromEntries(answer.headers);
    expect(validateResponse(id, answer.status, answer.json, headers)).toEqual([]);
    if (code === "RATE_LIMIT_EXCEEDED") {
      expect(headers["retry-after"]).toBe("60");
      expect(headers["x-ratelimit-remaining"]).toBe("0");
    }
  });

  test("fails as often as it was asked to, and does nothing meanwhile", async () => {
    const ann = member("ann", { maxRetries: 2 });
    mock.failNext("createPayment", "PAYMENT_FAILED", { times: 2, retryAfter: 0 });
    await ann.payments.create(yearly);
    expect(mock.state.orders).toHaveLength(1);
  });

  test("takes the codes of that operation alone", () => {
    expectTypeOf<"ORDER_CLOSED">().toExtend<CodeOf<"createPayment">>();
    expectTypeOf<"ORDER_CLOSED">().not.toExtend<CodeOf<"listPackages">>();
    expect(() => mock.failNext("listPackages", "ORDER_CLOSED" as never)).toThrow(
      /listPackages never answers/,
    );
    expect(() => mock.failNext("createOrder" as never, "ORDER_CLOSED" as never)).toThrow(
      /There are: createToken/,
    );
    expect(() => mock.failNext("listPackages", "INTERNAL_ERROR", { times: 0 })).toThrow(/from 1/);
  });
});

describe("the network", () => {
  test("is gone while the mock is offline", async () => {
    mock.offline();
    await expect(ask("/packages")).rejects.toThrow();
    mock.offline(false);
    expect((await ask("/packages")).status).toBe(200);
  });

  test("loses an answer after the work was done, and the SDK's next try finds it done", async () => {
    mock.loseAnswer("createPayment");
    await member("ann", { maxRetries: 2 }).payments.create(yearly);
    expect(mock.state.orders).toHaveLength(1);
  });

  test("is slow for one operation, or for all", async () => {
    mock.delay(80, "listPackages");
    const before = performance.now();
    await ask("/packages");
    expect(performance.now() - before).toBeGreaterThanOrEqual(79);
    expect(() => mock.delay(-1)).toThrow(RangeError);
  });
});

describe("state", () => {
  test("is there before the test begins: a member, a lapsed one, an order in any status", async () => {
    await mock.state.addMembership({
      user_id: "ann",
      package_id: "yearly",
      expires_at: "2026-03-01T00:00:00Z",
    });
    await mock.state.addMembership({ user_id: "bob", expires_at: "2026-01-01T00:00:00Z" });
    expect(await member("ann").memberships.get()).toMatchObject({
      ...{ status: "active", package_id: "yearly", expires_at: "2026-03-01T00:00:00.000Z" },
    });
    expect((await member("bob").memberships.get()).status).toBe("expired");
    expect(mock.state.expiryOf("ann")?.toISOString()).toBe("2026-03-01T00:00:00.000Z");
    for (const status of ["pending", "failed", "closed", "paid", "refunded"] as const) {
      const { transactionId } = await mock.state.addOrder({
        order_id: `ORD-${status}`,
        user_id: "cy",
        status,
      });
      const shown = await ask(`/payment/${transactionId}`, { token: await tokenOf("cy") });
      expect(shown.json.status).toBe(status);
      expect(validateResponse("getPayment", 200, shown.json)).toEqual([]);
    }
    await expect(mock.state.addOrder({ order_id: "ORD-paid", user_id: "cy" })).rejects.toThrow(/already/);
    await expect(mock.state.addOrder({ order_id: "x", user_id: "cy", package_id: "weekly" })).rejects.toThrow(
      /monthly/,
    );
    await expect(mock.state.addOrder({ order_id: "x", user_id: "cy", client_id: "shop" })).rejects.toThrow(
      /no client/,
    );
  });

  test("that was preset can be paid, replayed and closed like any other", async () => {
    const order = await mock.state.addOrder({ order_id: "ORD1", user_id: "ann", package_id: "yearly" });
    const ann = member("ann");
    const again = await ann.payments.create({ order_id: "ORD1", amount: 99.99 });
    expect(again.transaction_id).toBe(order.transactionId);
    await mock.pay(order.transactionId);
    expect((await ann.memberships.get()).status).toBe("active");
    const other = await mock.state.addOrder({ order_id: "ORD2", user_id: "ann" });
    expect((await ann.payments.close(other.transactionId)).status).toBe("closed");
  });

  test("is gone after a reset, and the same seed gives the same ids again", async () => {
    const ids = async () => {
      const { transaction_id } = await member("ann").payments.create(yearly);
      return transaction_id;
    };
    const first = await ids();
    await mock.advance({ days: 3 });
    mock.reset();
    expect(mock.state.orders).toEqual([]);
    expect(mock.now()).toBe(Date.parse(start));
    expect(await ids()).toBe(first);
    const other = renewalMock({ seed: 2, clock: start });
    const preset = await other.state.addOrder({ order_id: "ORD1", user_id: "ann" });
    expect(preset.transactionId).not.toBe(first);
  });

  test("survives in a snapshot, tokens and coming ids included", async () => {
    const token = await tokenOf("ann");
    await member("ann").payments.create({ order_id: "sandbox-autopay-1", amount: 9.99 });
    const kept = JSON.parse(JSON.stringify(await mock.snapshot()));
    mock.reset();
    mock.restore(kept);
    expect((await ask("/membership", { token })).json.status).toBe("active");
    const next = await member("ann").payments.create({ order_id: "ORD2", amount: 9.99 });
    expect(
      mock.state.orders.filter(({ transactionId }) => transactionId === next.transaction_id),
    ).toHaveLength(1);
  });
});

describe("the clock", () => {
  test("goes forward only", async () => {
    await expect(mock.advance({ days: -1 })).rejects.toThrow(RangeError);
    expect(() => renewalMock({ clock: "tomorrow" })).toThrow(/is no moment/);
  });

  test("may be the test's own", async () => {
    let now = Date.parse(start);
    const own = renewalMock({ clock: { now: () => now } });
    await expect(own.advance({ days: 1 })).rejects.toThrow(/a clock of yours/);
    now += 1000;
    expect(own.now()).toBe(now);
  });

  test("that runs does what falls due by itself, and so much sooner once it was moved", async () => {
    const running = renewalMock();
    const read = () =>
      running.answer({
        ...{ method: "GET", url: new URL("https://api.example.com/v1/packages") },
        ...{ header: () => undefined, body: new Uint8Array() },
      });
    const order = await running.state.addOrder({ order_id: "sandbox-late-1", user_id: "ann" });
    // The gateway tells of it after five seconds.
    await running.pay(order.transactionId);
    await read();
    await running.advance({ milliseconds: 4500 });
    await read();
    expect(running.state.orders[0]?.status).toBe("pending");
    await expect.poll(() => running.state.orders[0]?.status, { timeout: 3000 }).toBe("paid");
    running.close();
  });
});

describe("notifications to merchants", () => {
  const received: string[] = [];
  const merchant = createServer((request, response) => {
    request.setEncoding("utf8").on("data", (text) => received.push(text));
    request.on("end", () => response.writeHead(204).end());
  });
  const listening = new Promise<void>((resolve) => merchant.listen(0, "127.0.0.1", resolve));
  afterAll(() => merchant.close());

  test("are sent when they are asked to be", async () => {
    await listening;
    const { port } = merchant.address() as AddressInfo;
    const sending = renewalMock({ clock: start, deliveries: "send" });
    const notify_url = `http://127.0.0.1:${port}/hook`;
    const order = await sending.state.addOrder({ order_id: "ORD1", user_id: "ann", notify_url });
    await sending.pay(order.transactionId);
    expect(received.map((text) => JSON.parse(text).status)).toEqual(["paid"]);
    expect(sending.deliveries[0]?.outcome).toEqual({ status: 204 });
  });

  test("are tried again as the schedule says, with the same id, when the merchant is down", async () => {
    const statuses = [500, 503, 200];
    const down = renewalMock({ clock: start, deliveries: () => statuses.shift() ?? 200 });
    const order = await down.state.addOrder({
      order_id: "ORD1",
      user_id: "ann",
      notify_url: "https://shop.example.com/",
    });
    await down.pay(order.transactionId);
    await down.advance({ minutes: 10 });
    expect(down.deliveries.map(({ outcome }) => outcome)).toEqual([
      { status: 500 },
      { status: 503 },
      { status: 200 },
    ]);
    expect(new Set(down.deliveries.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  });
});

describe("requests that lead to no operation", () => {
  test.each([
    ["POST", "/v1/payments/create", "createPayment is POST …/v1/payment/create."],
    ["GET", "/payment/TXN0000000000", "getPayment is GET …/v1/payment/{transaction_id}."],
    ["GET", "/v1/memberships", "getMembership is GET …/v1/membership."],
  ])("%s %s: the operation that was meant is named", async (method, path, told) => {
    warnings.length = 0;
    expect(mock.isFor(method, new URL(path, "https://api.example.com"))).toBe(false);
    expect(warnings[0]).toContain(told);
    expect(mock.unhandled).toEqual(warnings);
  });

  test("a wrong method is answered as the server does, and the right one named", async () => {
    warnings.length = 0;
    const answer = await ask("/payment/create");
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
    expect(warnings[0]).toContain("createPayment is POST");
  });

  test("other services under /v1 are none of the mock's business", () => {
    warnings.length = 0;
    expect(mock.isFor("POST", new URL("https://api.stripe.com/v1/charges"))).toBe(false);
    expect(warnings).toEqual([]);
  });

  test("below a base of one's own all is the mock's", async () => {
    const own = renewalMock({ baseUrl: "/api/renewal/", onUnhandled: () => undefined });
    expect(own.isFor("GET", new URL("https://shop.test/api/renewal/packages"))).toBe(true);
    expect(own.isFor("GET", new URL("https://shop.test/api/renewal/nothing"))).toBe(true);
    expect(own.isFor("GET", new URL("https://shop.test/v1/packages"))).toBe(false);
  });
});
