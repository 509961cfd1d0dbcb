import type { OperationId } from "@renewal/contract";
import { operations } from "@renewal/contract/operations";
import { type Gateway, GatewayFailure, rolesOf, type Store, StoreUnavailable } from "@renewal/engine";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { choose } from "../sandbox/town.ts";
import {
  type Answer,
  type Asking,
  demoCredentials,
  order,
  startTestServer,
  type TestServer,
} from "./running.ts";

const ids = Object.keys(operations) as OperationId[];
const withToken = ids.filter((id) => rolesOf(id).length > 0);
const withBody = ids.filter((id) => operations[id].requestMediaTypes.length > 0);

const paid = {
  transaction_id: "TXN789012",
  status: "paid",
  amount: 99.99,
  currency: "CNY",
  timestamp: "2026-01-15T08:30:00Z",
};

/** Asks for an operation as it wants to be asked; what is given goes before. */
async function perform(
  server: TestServer,
  id: OperationId,
  asking: Asking & { path?: string } = {},
): Promise<Answer> {
  const { method, path } = operations[id];
  const where = asking.path ?? path.replace("{transaction_id}", "TXN789012");
  const bodies: Partial<Record<OperationId, unknown>> = {
    createToken: demoCredentials("user_42"),
    createPayment: order,
    refundPayment: { refund_id: "REF1" },
  };
  if (id === "receiveNotification") return server.notify(asking.body ?? paid, asking.headers);
  return server.ask(where, { method, ...(id in bodies ? { body: bodies[id] } : {}), ...asking });
}

type TokenFor = (id: OperationId) => string;

/** A token of whoever may do it. */
async function tokensOf(server: TestServer): Promise<TokenFor> {
  const member = await server.token();
  const { json } = await server.ask("/auth/token", { body: demoCredentials() });
  return (id) => (rolesOf(id).includes("member") ? member : String(json.access_token));
}

function expectError(answer: Answer, status: number, code: string): void {
  expect(answer.json.error?.code).toBe(code);
  expect(answer.status).toBe(status);
  expect(answer.json.error?.message).toMatch(/\.$/);
  expect(answer.headers.get("X-Request-Id")).toMatch(/^[A-Za-z0-9._-]{1,64}$/);
  expect(answer.headers.get("Content-Type")).toBe("application/json; charset=utf-8");
}

describe("Every operation", () => {
  let server: TestServer;
  let tokenFor: TokenFor;
  beforeAll(async () => {
    server = await startTestServer({ TRUSTED_PROXIES: "127.0.0.1" });
    tokenFor = await tokensOf(server);
  });
  afterAll(() => server.stop());

  test.each(ids)("%s is refused over plain HTTP", async (id) => {
    const headers = { "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http" };
    expectError(await perform(server, id, { token: tokenFor(id), headers }), 403, "HTTPS_REQUIRED");
  });

  test.each(withToken)("%s is refused without a token", async (id) => {
    expectError(await perform(server, id), 401, "INVALID_TOKEN");
  });

  test.each(withBody)("%s is refused with a body above 64 KiB", async (id) => {
    const body = `{"padding": "${"x".repeat(65_536)}"}`;
    const headers = { "Content-Type": "application/json" };
    expectError(await perform(server, id, { token: tokenFor(id), headers, body }), 413, "PAYLOAD_TOO_LARGE");
  });

  test.each(withBody)("%s is refused with a body that is called text", async (id) => {
    const headers = { "Content-Type": "text/plain" };
    expectError(await perform(server, id, { token: tokenFor(id), headers }), 415, "UNSUPPORTED_MEDIA_TYPE");
  });

  test.each(ids.filter((id) => id !== "receiveNotification"))(
    "%s is refused with an unknown parameter",
    async (id) => {
      const path = `${operations[id].path.replace("{transaction_id}", "TXN789012")}?colour=red`;
      const answer = await perform(server, id, { token: tokenFor(id), path });
      expectError(answer, 400, "VALIDATION_ERROR");
      expect(answer.json.error?.details).toMatchObject({ in: "query", field: "colour" });
    },
  );

  test.each(["getPayment", "closePayment", "refundPayment"] as const)(
    "%s finds no order that is not there",
    async (id) => {
      expectError(await perform(server, id, { token: tokenFor(id) }), 404, "TRANSACTION_NOT_FOUND");
    },
  );
});

describe("When something fails, every operation", () => {
  let failure: unknown;
  let server: TestServer;
  let tokenFor: TokenFor;
  const failingStore = (store: Store): Store =>
    new Proxy(store, {
      get: (target, name) =>
        failure === undefined ? Reflect.get(target, name) : () => Promise.reject(failure),
    });
  beforeAll(async () => {
    server = await startTestServer({}, { wrapStore: failingStore });
    tokenFor = await tokensOf(server);
  });
  afterAll(async () => {
    failure = undefined;
    await server.stop();
  });

  test.each(ids)("%s answers INTERNAL_ERROR and tells nothing of the cause", async (id) => {
    failure = new Error('relation "orders" does not exist at /srv/renewal/storage.js');
    const answer = await perform(server, id, { token: tokenFor(id) });
    expectError(answer, 500, "INTERNAL_ERROR");
    expect(answer.text).not.toMatch(/relation|orders|srv/);
    expect(server.logText()).toContain("does not exist");
  });

  test.each(ids)("%s answers SERVICE_UNAVAILABLE with Retry-After while the store is away", async (id) => {
    failure = new StoreUnavailable("The database is restarting.", { retryAfter: 3 });
    const answer = await perform(server, id, { token: tokenFor(id) });
    expectError(answer, 503, "SERVICE_UNAVAILABLE");
    expect(answer.headers.get("Retry-After")).toBe("3");
  });
});

describe("Beyond its limit, every operation", () => {
  const limits = { RATE_LIMIT_PER_IP: "1", RATE_LIMIT_NOTIFICATIONS: "1" };

  test.each(ids)("%s answers RATE_LIMIT_EXCEEDED with Retry-After", async (id) => {
    const server = await startTestServer(limits);
    await perform(server, id);
    const answer = await perform(server, id);
    expectError(answer, 429, "RATE_LIMIT_EXCEEDED");
    expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThanOrEqual(1);
    expect(answer.headers.get("X-RateLimit-Remaining")).toBe("0");
    await server.stop();
  });
});

describe("A payment order", () => {
  let gateway: Partial<Gateway> = {};
  let server: TestServer;
  let token: string;
  let orders = 0;
  beforeAll(async () => {
    server = await startTestServer(
      {},
      {
        wrapGateway: (real) => ({
          ...real,
          create: (it) => (gateway.create ?? real.create)(it),
          close: (it) => (gateway.close ?? real.close)(it),
          refund: (it) => (gateway.refund ?? real.refund)(it),
        }),
      },
    );
    token = await server.token();
  });
  afterAll(() => server.stop());

  const create = (changes: Record<string, unknown> = {}) =>
    server.ask("/payment/create", { token, body: { ...order, order_id: `ORD${++orders}`, ...changes } });
  const close = (id: unknown) => server.ask(`/payment/${id}/close`, { method: "POST", token });
  const pay = (id: unknown) => server.notify({ ...paid, transaction_id: id });
  const broken = () =>
    Promise.reject(new GatewayFailure("unavailable", "It did not answer.", { retryAfter: 4 }));

  test("that is sent again is answered with the same bytes and Idempotent-Replayed", async () => {
    const first = await create({ order_id: "AGAIN" });
    const second = await create({ order_id: "AGAIN" });
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.text).toBe(first.text);
    expect(first.headers.has("Idempotent-Replayed")).toBe(false);
    expect(second.headers.get("Idempotent-Replayed")).toBe("true");
  });

  test("with other parameters under a used order_id is refused with ORDER_ID_REUSED", async () => {
    await create({ order_id: "REUSED" });
    expectError(await create({ order_id: "REUSED", amount: 9.99 }), 422, "ORDER_ID_REUSED");
  });

  test("that another request is creating is refused with ORDER_IN_PROGRESS until that one is done", async () => {
    let registered = (_url: { paymentUrl: string }) => {};
    gateway = {
      create: () =>
        new Promise((resolve) => {
          registered = resolve;
        }),
    };
    const first = create({ order_id: "SLOW" });
    const isThere = () => server.storage.store.findOrderByOrderId("demo", "user_42", "SLOW");
    await vi.waitUntil(async () => (await isThere()) !== undefined);
    const second = await create({ order_id: "SLOW" });
    expectError(second, 409, "ORDER_IN_PROGRESS");
    expect(Number(second.headers.get("Retry-After"))).toBeGreaterThanOrEqual(1);
    expectError(await close(second.json.error?.details?.transaction_id), 409, "ORDER_IN_PROGRESS");
    registered({ paymentUrl: "https://gateway.example.com/pay" });
    gateway = {};
    expect((await first).status).toBe(200);
    expect((await create({ order_id: "SLOW" })).status).toBe(200);
  });

  test("that the gateway does not take is answered with PAYMENT_FAILED and Retry-After", async () => {
    gateway = { create: broken };
    const answer = await create();
    gateway = {};
    expectError(answer, 500, "PAYMENT_FAILED");
    expect(answer.headers.get("Retry-After")).toBe("4");
  });

  test("that the gateway does not close stays open, and is answered with PAYMENT_FAILED", async () => {
    const { json } = await create();
    gateway = { close: broken };
    const answer = await close(json.transaction_id);
    gateway = {};
    expectError(answer, 500, "PAYMENT_FAILED");
    const { json: payment } = await server.ask(`/payment/${json.transaction_id}`, { token });
    expect(payment.status).toBe("pending");
  });

  test("that is paid is neither created nor closed again", async () => {
    const { json } = await create({ order_id: "PAID" });
    expect((await pay(json.transaction_id)).status).toBe(200);
    expectError(await create({ order_id: "PAID" }), 409, "ORDER_ALREADY_PAID");
    expectError(await close(json.transaction_id), 409, "ORDER_ALREADY_PAID");
  });

  test("that is closed is not created again, and closing it again answers it", async () => {
    const { json } = await create({ order_id: "CLOSED" });
    expect((await close(json.transaction_id)).json).toMatchObject({ status: "closed" });
    expect((await close(json.transaction_id)).status).toBe(200);
    expectError(await create({ order_id: "CLOSED" }), 409, "ORDER_CLOSED");
  });

  describe("that a merchant refunds", () => {
    const refund = async (id: unknown, body: object = {}) => {
      const { json } = await server.ask("/auth/token", { body: demoCredentials() });
      const asked = { token: String(json.access_token), body: { refund_id: "REF1", ...body } };
      return server.ask(`/payment/${id}/refund`, asked);
    };
    /** An order that is paid in the sandbox as well as here. */
    const bought = async () => {
      const { json } = await create();
      await choose(String(json.payment_url), { action: "pay" });
      const status = async () => (await server.ask(`/payment/${json.transaction_id}`, { token })).json.status;
      await vi.waitUntil(async () => (await status()) === "paid", { timeout: 10_000 });
      return json.transaction_id;
    };

    test("is refunded in parts, each of them once, and the last one ends the renewal", async () => {
      const id = await bought();
      const first = await refund(id, { amount: 20.5 });
      expect(first.json).toMatchObject({ status: "paid", refunded_amount: 20.5 });
      const again = await refund(id, { amount: 20.5 });
      expect([again.text, again.headers.get("Idempotent-Replayed")]).toEqual([first.text, "true"]);
      expectError(await refund(id, { amount: 20 }), 422, "REFUND_ID_REUSED");
      expectError(await refund(id, { refund_id: "REF2", amount: 80 }), 400, "VALIDATION_ERROR");
      const rest = await refund(id, { refund_id: "REF2" });
      expect(rest.json).toMatchObject({ status: "refunded", refunded_amount: 99.99 });
      const { json } = await server.ask("/membership", { token });
      expect(JSON.stringify(json)).not.toContain(id);
      expectError(await refund(id, { refund_id: "REF3" }), 409, "ORDER_CLOSED");
    });

    test("is refused before it is paid, and to its member", async () => {
      const { json } = await create();
      expectError(await refund(json.transaction_id), 409, "ORDER_NOT_PAID");
      const path = `/payment/${json.transaction_id}/refund`;
      expectError(await server.ask(path, { token, body: { refund_id: "REF1" } }), 403, "FORBIDDEN");
    });

    test("is kept while the gateway is away, and refunded once it is back", async () => {
      const id = await bought();
      gateway = { refund: broken };
      const failed = await refund(id);
      gateway = {};
      expectError(failed, 500, "PAYMENT_FAILED");
      expect(failed.headers.get("Retry-After")).toBe("4");
      server.clock.advance(60_000);
      await vi.waitUntil(async () => (await refund(id)).json.status === "refunded", { timeout: 10_000 });
    });

    test("is being refunded by another request until that one is done", async () => {
      const id = await bought();
      let answered = () => {};
      const asked = new Promise<void>((isAsked) => {
        gateway = {
          refund: () =>
            new Promise((resolve) => {
              answered = () => resolve({});
              isAsked();
            }),
        };
      });
      const first = refund(id);
      await asked;
      expectError(await refund(id), 409, "ORDER_IN_PROGRESS");
      gateway = {};
      answered();
      expect((await first).json.status).toBe("refunded");
    });
  });

  test("of another member is answered as if it did not exist", async () => {
    const { json } = await create();
    const stranger = await server.token("user_43");
    expectError(
      await server.ask(`/payment/${json.transaction_id}`, { token: stranger }),
      404,
      "TRANSACTION_NOT_FOUND",
    );
  });

  test("shows in its member's list and membership", async () => {
    const other = await server.token("user_44");
    const created = await server.ask("/payment/create", {
      token: other,
      body: { ...order, order_id: "MINE" },
    });
    const list = await server.ask("/payments", { token: other });
    expect(list.json.data).toMatchObject([{ order_id: "MINE", transaction_id: created.json.transaction_id }]);
    await pay(created.json.transaction_id);
    const membership = await server.ask("/membership", { token: other });
    expect(membership.json).toMatchObject({ status: "active", package_id: "yearly" });
  });

  test("is made by a member and by no merchant", async () => {
    const { json } = await server.ask("/auth/token", { body: demoCredentials() });
    const merchant = String(json.access_token);
    expectError(await server.ask("/payment/create", { token: merchant, body: order }), 403, "FORBIDDEN");
    expect((await server.ask("/payments", { token: merchant })).status).toBe(200);
    expect((await server.ask("/membership?user_id=user_44", { token: merchant })).status).toBe(200);
  });

  test("of nobody is known to the gateway's notifications", async () => {
    expectError(await server.notify(paid), 404, "TRANSACTION_NOT_FOUND");
  });
});

describe("Whoever is not who they say", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  test("gets no token for a wrong client secret", async () => {
    const body = { ...demoCredentials("user_42"), client_secret: "guessed" };
    expectError(await server.ask("/auth/token", { body }), 401, "INVALID_CLIENT");
  });

  test("gets no token for a refresh token that was never given", async () => {
    const body = { grant_type: "refresh_token", refresh_token: "rt_made-up" };
    expectError(await server.ask("/auth/token", { body }), 400, "INVALID_GRANT");
  });

  test("reads no other member's membership", async () => {
    const token = await server.token("user_42");
    expectError(await server.ask("/membership?user_id=user_43", { token }), 403, "FORBIDDEN");
  });

  test("sends no notification under a wrong signature", async () => {
    expectError(await server.notify(paid, { "X-Signature": "0".repeat(64) }), 401, "INVALID_SIGNATURE");
  });

  test("sends no notification of another shape", async () => {
    expectError(await server.notify({ ...paid, status: "perhaps" }), 400, "VALIDATION_ERROR");
  });
});
