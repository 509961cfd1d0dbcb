import { expect, test } from "vitest";
import { logTo, type Middleware, RenewalError, redacted } from "../../src/index.ts";
import { json, refusal } from "../network/scripted-server.ts";
import { accept, created, failure, order, world } from "../network/world.ts";

const away = refusal(503, "SERVICE_UNAVAILABLE");

test("middleware runs once per call, the first one outermost, and sees the answer after all retries", async () => {
  const lines: string[] = [];
  const named =
    (name: string): Middleware =>
    async (request, next) => {
      lines.push(`${name} > ${request.operation.id} ${request.operation.route}`);
      const answer = await next(request);
      lines.push(`${name} < ${answer.status} after ${answer.attempts}`);
      return answer;
    };
  const { renewal } = await world([away, accept], { token: "t", middleware: [named("a"), named("b")] });
  await renewal.payments.create(order);
  expect(lines).toEqual([
    "a > createPayment /payment/create",
    "b > createPayment /payment/create",
    "b < 200 after 2",
    "a < 200 after 2",
  ]);
});

test("middleware may add headers, which every try carries, and never sees the token", async () => {
  const seen: (string | null)[] = [];
  const tracing: Middleware = async (request, next) => {
    request.headers.set("Traceparent", "00-1-2-01");
    const answer = await next(request);
    seen.push(request.headers.get("Authorization"));
    return answer;
  };
  const { server, renewal } = await world([away, accept], { token: "t", middleware: [tracing] });
  await renewal.payments.create(order);
  expect(server.seen.map(({ headers }) => headers.traceparent)).toEqual(["00-1-2-01", "00-1-2-01"]);
  expect(seen).toEqual([null]);
});

test("middleware may answer by itself, send again, and see errors", async () => {
  const caught: unknown[] = [];
  const again: Middleware = async (request, next) => {
    try {
      return await next(request);
    } catch (error) {
      caught.push(error);
      return { ...(await next(request)), data: { ...created, message: "the second time" } };
    }
  };
  const { renewal } = await world([refusal(400, "VALIDATION_ERROR"), accept], {
    token: "t",
    middleware: [again],
  });
  expect((await renewal.payments.create(order)).message).toBe("the second time");
  expect(caught).toEqual([expect.any(RenewalError)]);
});

test("hooks are told of every try, answer, retry and failure", async () => {
  const told: unknown[] = [];
  const tell = (name: string) => (event: object) => void told.push({ name, ...event });
  const hooks = {
    request: tell("request"),
    response: tell("response"),
    retry: tell("retry"),
    error: tell("error"),
  };
  const { server, renewal } = await world([away], { token: "t", maxRetries: 1, hooks });
  const error = await failure(renewal.payments.get("TXN1"));
  const operation = expect.objectContaining({
    id: "getPayment",
    method: "GET",
    route: "/payment/{transaction_id}",
  });
  const url = `${server.url}/payment/TXN1`;
  const common = { operation, url };
  const answer = {
    name: "response",
    status: 503,
    requestId: "req_server",
    duration: expect.any(Number),
    limit: undefined,
  };
  expect(told).toEqual([
    { name: "request", ...common, attempt: 1 },
    { ...answer, ...common, attempt: 1 },
    { name: "retry", ...common, attempt: 1, delay: 500, error: expect.any(RenewalError) },
    { name: "request", ...common, attempt: 2 },
    { ...answer, ...common, attempt: 2 },
    { name: "error", operation, url, error },
  ]);
});

test("a hook that throws breaks no call", async () => {
  const broken = () => {
    throw new Error("the log is full");
  };
  const hooks = { request: broken, response: broken, retry: broken, error: broken };
  const { renewal } = await world([away, accept], { token: "t", hooks });
  expect(await renewal.payments.create(order)).toEqual(created);
});

test("the log tells the template and the id, and never a token, a body or a query", async () => {
  const lines: string[] = [];
  const logger = {
    debug: lines.push.bind(lines),
    warn: lines.push.bind(lines),
    error: lines.push.bind(lines),
  };
  const credentials = { clientId: "demo", clientSecret: "very-secret", hooks: logTo(logger) };
  const { renewal } = await world(
    [away, json(200, { data: [] }), refusal(404, "TRANSACTION_NOT_FOUND")],
    credentials,
  );
  await renewal.payments.list({ order_id: "ORD-private" });
  await failure(renewal.payments.get("TXN-private"));
  const text = lines.join("\n");
  expect(text).toMatch(/^POST \/auth\/token try 1$/m);
  expect(text).toMatch(/^GET \/payments SERVICE_UNAVAILABLE, again in 500 ms \(req_server\)$/m);
  expect(text).toMatch(/^GET \/payments 200 in \d+ ms \(req_server\)$/m);
  expect(text).toMatch(
    /^GET \/payment\/\{transaction_id\} TRANSACTION_NOT_FOUND: This is .* \(req_server\)$/m,
  );
  expect(text).not.toMatch(/very-secret|token-1|private/);
});

test("redacted blots out every field that the API's document calls a password, and secret headers", () => {
  const token = { access_token: "a", token_type: "Bearer", refresh_token: "b", expires_in: 900 };
  const expected = {
    access_token: "[secret]",
    token_type: "Bearer",
    refresh_token: "[secret]",
    expires_in: 900,
  };
  expect(redacted(token)).toEqual(expected);
  expect(redacted(JSON.stringify({ deep: [token, null] }))).toEqual({ deep: [expected, null] });
  expect(redacted(new Headers({ Authorization: "Bearer a", Accept: "b" }))).toEqual({
    authorization: "[secret]",
    accept: "b",
  });
  expect(redacted({ Client_Secret: "x", list: ["plain"] })).toEqual({
    Client_Secret: "[secret]",
    list: ["plain"],
  });
  expect(redacted("plain")).toBe("plain");
  expect(redacted(7)).toBe(7);
});

test("the limit of the last answer that told one can be read", async () => {
  const limits = {
    "X-RateLimit-Limit": "100",
    "X-RateLimit-Remaining": "42",
    "X-RateLimit-Reset": "1768465860",
  };
  const { renewal } = await world([json(200, created, limits), accept]);
  expect(renewal.limit).toBeUndefined();
  const { limit } = await renewal.payments.create(order).withResponse();
  expect(limit).toEqual({ limit: 100, remaining: 42, resetAt: new Date("2026-01-15T08:31:00Z") });
  await renewal.payments.create(order);
  expect(renewal.limit).toEqual(limit);
});
