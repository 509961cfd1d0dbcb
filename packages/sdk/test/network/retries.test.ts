import { expect, test } from "vitest";
import {
  ConflictError,
  ConnectionError,
  InvalidResponseError,
  PaymentFailedError,
  RateLimitError,
  ServerError,
  TimeoutError,
} from "../../src/index.ts";
import { type Act, refusal, reset, resetInBody, silence, stall } from "./scripted-server.ts";
import { accept, created, failure, order, start, world } from "./world.ts";

const unavailable = refusal(503, "SERVICE_UNAVAILABLE");

function httpDate(seconds: number): string {
  return new Date(start + seconds * 1000).toUTCString();
}

const truncated: Act = (response) =>
  void response.writeHead(200, { "X-Request-Id": "req_truncated" }).end('{"success": tr');

/** What the table below says of one bad network. */
interface Row {
  acts: Act[];
  tries: number;
  /** Milliseconds. */
  waits: number[];
  error?: unknown;
  facts?: object;
}

const networks: Record<string, Row> = {
  "503, 503, 200": { acts: [unavailable, unavailable, accept], tries: 3, waits: [500, 1000] },
  "503 for ever": {
    acts: [unavailable],
    tries: 3,
    waits: [500, 1000],
    error: ServerError,
    facts: { code: "SERVICE_UNAVAILABLE", status: 503, requestId: "req_server" },
  },
  "429 with Retry-After in seconds": {
    acts: [refusal(429, "RATE_LIMIT_EXCEEDED", { "Retry-After": "2" }), accept],
    tries: 2,
    waits: [2000],
  },
  "429 with Retry-After as a date": {
    acts: [refusal(429, "RATE_LIMIT_EXCEEDED", { "Retry-After": httpDate(7) }), accept],
    tries: 2,
    waits: [7000],
  },
  "429 with a Retry-After that has passed": {
    acts: [refusal(429, "RATE_LIMIT_EXCEEDED", { "Retry-After": httpDate(-7) }), accept],
    tries: 2,
    waits: [0],
  },
  "429 with a Retry-After of a whole minute": {
    acts: [refusal(429, "RATE_LIMIT_EXCEEDED", { "Retry-After": "60" }), accept],
    tries: 2,
    waits: [60_000],
  },
  "429 with a Retry-After of an hour": {
    acts: [refusal(429, "RATE_LIMIT_EXCEEDED", { "Retry-After": "3600" }), accept],
    tries: 1,
    waits: [],
    error: RateLimitError,
    facts: { code: "RATE_LIMIT_EXCEEDED", retryAfter: 3600 },
  },
  "503 with a Retry-After that means nothing": {
    acts: [refusal(503, "SERVICE_UNAVAILABLE", { "Retry-After": "12.5" }), accept],
    tries: 2,
    waits: [500],
  },
  "a reset before the headers": { acts: [reset, accept], tries: 2, waits: [500] },
  "resets before the headers for ever": {
    acts: [reset],
    tries: 3,
    waits: [500, 1000],
    error: ConnectionError,
    facts: { code: "CONNECTION_FAILED", attempts: 3 },
  },
  "a reset after the headers": { acts: [resetInBody, accept], tries: 2, waits: [500] },
  "resets after the headers for ever": {
    acts: [resetInBody],
    tries: 3,
    waits: [500, 1000],
    error: ConnectionError,
    facts: { status: 200, requestId: "req_half" },
  },
  "truncated JSON": { acts: [truncated, accept], tries: 2, waits: [500] },
  "truncated JSON for ever": {
    acts: [truncated],
    tries: 3,
    waits: [500, 1000],
    error: InvalidResponseError,
    facts: { code: "INVALID_RESPONSE", status: 200, requestId: "req_truncated", body: '{"success": tr' },
  },
  "a page of a proxy with status 200": {
    acts: [(response) => response.writeHead(200, { "Content-Type": "text/html" }).end("<h1>Hello</h1>")],
    tries: 3,
    waits: [500, 1000],
    error: InvalidResponseError,
    facts: { status: 200, body: "<h1>Hello</h1>" },
  },
  "a redirect": {
    acts: [(response) => response.writeHead(307, { Location: "/v1/elsewhere" }).end()],
    tries: 1,
    waits: [],
    error: InvalidResponseError,
    facts: { status: 307 },
  },
  "a page of a proxy with status 502": {
    acts: [
      (response) => response.writeHead(502, { "Content-Type": "text/html" }).end("<h1>Bad</h1>"),
      accept,
    ],
    tries: 2,
    waits: [500],
  },
  "a body that stalls": { acts: [stall, accept], tries: 2, waits: [500] },
  "bodies that stall for ever": {
    acts: [stall],
    tries: 3,
    waits: [500, 1000],
    error: TimeoutError,
    facts: { code: "TIMEOUT", status: 200, requestId: "req_stalled", attempts: 3 },
  },
  "no answer at all": { acts: [silence, accept], tries: 2, waits: [500] },
  "409 ORDER_IN_PROGRESS, 200": {
    acts: [refusal(409, "ORDER_IN_PROGRESS", { "Retry-After": "1" }), accept],
    tries: 2,
    waits: [1000],
  },
  "409 ORDER_ALREADY_PAID": {
    acts: [refusal(409, "ORDER_ALREADY_PAID")],
    tries: 1,
    waits: [],
    error: ConflictError,
    facts: { code: "ORDER_ALREADY_PAID" },
  },
  "500 PAYMENT_FAILED, 200": { acts: [refusal(500, "PAYMENT_FAILED"), accept], tries: 2, waits: [500] },
  "500 PAYMENT_FAILED for ever": {
    acts: [refusal(500, "PAYMENT_FAILED")],
    tries: 3,
    waits: [500, 1000],
    error: PaymentFailedError,
  },
  "500 INTERNAL_ERROR": {
    acts: [refusal(500, "INTERNAL_ERROR")],
    tries: 1,
    waits: [],
    error: ServerError,
    facts: { code: "INTERNAL_ERROR" },
  },
  "501": { acts: [refusal(501, "NOT_IMPLEMENTED")], tries: 1, waits: [], error: ServerError },
  "408, 504, 200": {
    acts: [refusal(408, "REQUEST_TIMEOUT"), refusal(504, "X"), accept],
    tries: 3,
    waits: [500, 1000],
  },
};

for (const [name, row] of Object.entries(networks)) {
  test(`after ${name} there is one order`, async () => {
    // Only who stalls is waited for: a busy machine answers late, too.
    const stalls = row.acts.some((act) => act === stall || act === silence);
    const timeout = stalls ? 1000 : 20_000;
    const { server, renewal, slept } = await world(row.acts, { token: "t", timeout });
    const call = renewal.payments.create(order);
    if (row.error === undefined) {
      expect(await call).toEqual(created);
      expect((await call.withResponse()).attempts).toBe(row.tries);
    } else {
      const error = await failure(call);
      expect(error).toBeInstanceOf(row.error);
      expect(error).toMatchObject({ attempts: row.tries, ...row.facts });
    }
    expect(server.seen).toHaveLength(row.tries);
    expect(slept).toEqual(row.waits);
    expect([...server.orders]).toEqual([order.order_id]);
    expect(new Set(server.seen.map(({ body }) => body)).size).toBe(1);
  });
}

test("waits grow to eight seconds and are spread downwards by a quarter", async () => {
  const { renewal, slept } = await world([unavailable], { token: "t", maxRetries: 6, random: () => 0 });
  await failure(renewal.payments.create(order));
  expect(slept).toEqual([375, 750, 1500, 3000, 6000, 6000]);
});

test("what is not idempotent is sent once", async () => {
  const { server, renewal } = await world([unavailable, accept]);
  await failure(renewal.payments.create(order, { idempotent: false }));
  expect(server.seen).toHaveLength(1);
});

test("a call may have its own number of retries", async () => {
  const { server, renewal } = await world([unavailable]);
  await failure(renewal.payments.create(order, { maxRetries: 0 }));
  expect(server.seen).toHaveLength(1);
  await failure(renewal.payments.create(order, { maxRetries: 4 }));
  expect(server.seen).toHaveLength(6);
});

test("an id of one's own goes with every try, and names the request though no answer came", async () => {
  const { server, renewal } = await world([reset]);
  const headers = { "X-Request-Id": "my-id" };
  expect(await failure(renewal.payments.create(order, { headers }))).toMatchObject({ requestId: "my-id" });
  expect(server.seen.map(({ headers }) => headers["x-request-id"])).toEqual(["my-id", "my-id", "my-id"]);
});

test("nothing is sent that the API does not ask for", async () => {
  const { server, renewal } = await world([unavailable, accept]);
  await renewal.payments.create(order);
  const byFetch = ["accept", "accept-encoding", "accept-language", "connection", "content-length", "host"];
  const names = server.seen.map(({ headers }) => Object.keys(headers));
  for (const sent of names) {
    const own = sent.filter((name) => !byFetch.includes(name) && !name.startsWith("sec-"));
    expect(own.sort()).toEqual(["authorization", "content-type", "user-agent"]);
  }
});
