import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { order, startTestServer, type TestServer } from "./running.ts";

const shop = "https://shop.example.com";
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    CORS_ORIGINS: `${shop}, https://app.example.com:8443`,
    TRUSTED_PROXIES: "127.0.0.1",
  });
});
afterAll(() => server.stop());

const preflight = (origin: string, path = "/payment/create") =>
  server.ask(path, {
    method: "OPTIONS",
    headers: {
      Origin: origin,
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "authorization,content-type",
    },
  });

describe("A page of a trusted origin", () => {
  test("is let through by the preflight, for ten minutes and without a token", async () => {
    const { status, headers, text } = await preflight(shop);
    expect([status, text]).toEqual([204, ""]);
    expect(headers.get("Access-Control-Allow-Origin")).toBe(shop);
    expect(headers.get("Access-Control-Allow-Methods")).toBe("GET,POST");
    expect(headers.get("Access-Control-Allow-Headers")).toBe("Authorization,Content-Type,X-Request-Id");
    expect(headers.get("Access-Control-Max-Age")).toBe("600");
    expect(headers.get("Access-Control-Allow-Credentials")).toBeNull();
    expect(headers.get("Vary")).toMatch(/\bOrigin\b/);
  });

  test("reads every documented header, of refusals too", async () => {
    const answers = [
      await server.ask("/packages", { headers: { Origin: shop } }),
      await server.ask("/payment/create", { body: order, headers: { Origin: shop } }),
      await server.ask("/nothing", { headers: { Origin: shop } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 404]);
    for (const { headers } of answers) {
      expect(headers.get("Access-Control-Allow-Origin")).toBe(shop);
      expect(headers.get("Access-Control-Expose-Headers")?.split(",")).toEqual([
        ...["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"],
        ...["X-Request-Id", "Retry-After", "Idempotent-Replayed"],
      ]);
    }
  });

  test("is told apart by its port", async () => {
    expect(
      (await preflight("https://app.example.com:8443")).headers.get("Access-Control-Allow-Origin"),
    ).not.toBeNull();
    expect(
      (await preflight("https://app.example.com")).headers.get("Access-Control-Allow-Origin"),
    ).toBeNull();
  });
});

test.each([
  ["another domain", "https://evil.example.com"],
  ["a domain that ends like a trusted one", "https://evilshop.example.com"],
  ["a domain that begins like a trusted one", "https://shop.example.com.evil.example"],
  ["a trusted domain without TLS", "http://shop.example.com"],
  ["a file or a sandboxed frame", "null"],
  ["a trusted domain in capitals", "https://SHOP.example.com"],
])("A page of %s gets no word from the preflight", async (_, origin) => {
  const { headers } = await preflight(origin);
  const told = [...headers.keys()].filter((name) => name.startsWith("access-control-"));
  expect(told).toEqual([]);
  expect(headers.get("Vary")).toMatch(/\bOrigin\b/);
});

test("Nothing is kept by caches, guessed by browsers, framed or told to other pages", async () => {
  for (const path of ["/packages", "/nothing", "/payments"]) {
    const { headers } = await server.ask(path);
    expect(Object.fromEntries(headers)).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    });
    expect(headers.has("x-powered-by") || headers.has("server")).toBe(false);
  }
});

test("Browsers are told to come back encrypted, but not by a server on localhost", async () => {
  const forwarded = { "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https" };
  const { headers } = await server.ask("/packages", { headers: forwarded });
  expect(headers.get("Strict-Transport-Security")).toBe("max-age=31536000; includeSubDomains");
  expect((await server.ask("/packages")).headers.has("Strict-Transport-Security")).toBe(false);
});

describe("Limits", () => {
  test("that refuse a request do not count it anywhere", async () => {
    const limited = await startTestServer({ RATE_LIMIT_PER_USER: "1", RATE_LIMIT_PER_IP: "6" });
    const token = await limited.token();
    const create = async () => (await limited.ask("/payment/create", { token, body: order })).status;
    expect([await create(), await create(), await create(), await create(), await create()]).toEqual([
      200, 429, 429, 429, 429,
    ]);
    // Of six one was the token's and one the order's.
    const statuses = [];
    for (let turn = 0; turn < 5; turn += 1) statuses.push((await limited.ask("/packages")).status);
    expect(statuses).toEqual([200, 200, 200, 200, 429]);
    await limited.stop();
  });

  test("count invalid and unauthenticated requests too, before their bodies are read", async () => {
    const limited = await startTestServer({ RATE_LIMIT_PER_USER: "2", RATE_LIMIT_PER_IP: "6" });
    const token = await limited.token();
    const broken = { method: "POST", body: "{", headers: { "Content-Type": "application/json" } };
    expect(
      (await limited.ask("/payment/create", { ...broken, token })).headers.get("X-RateLimit-Remaining"),
    ).toBe("1");
    expect(
      (await limited.ask("/payment/create", { ...broken, token })).headers.get("X-RateLimit-Remaining"),
    ).toBe("0");
    expect((await limited.ask("/payment/create", { ...broken, token })).status).toBe(429);
    const statuses = [];
    for (let turn = 0; turn < 4; turn += 1)
      statuses.push((await limited.ask("/payment/create", { ...broken, token: "forged" })).status);
    expect(statuses).toEqual([401, 401, 401, 429]);
    await limited.stop();
  });

  test("tell of the tightest one that applies", async () => {
    const limited = await startTestServer({ RATE_LIMIT_PER_USER: "5", RATE_LIMIT_PER_IP: "3" });
    const token = await limited.token();
    const { headers } = await limited.ask("/payment/create", { token, body: order });
    expect([headers.get("X-RateLimit-Limit"), headers.get("X-RateLimit-Remaining")]).toEqual(["3", "1"]);
    await limited.stop();
  });

  test("let who waits Retry-After through, to the second", async () => {
    const limited = await startTestServer({ RATE_LIMIT_PER_IP: "1" });
    await limited.ask("/packages");
    const refused = await limited.ask("/packages");
    const seconds = Number(refused.headers.get("Retry-After"));
    expect(refused.json.error?.details).toEqual({ limit: "address" });
    limited.clock.advance((seconds - 1) * 1000);
    expect((await limited.ask("/packages")).status).toBe(429);
    limited.clock.advance(1000);
    expect((await limited.ask("/packages")).status).toBe(200);
    await limited.stop();
  });

  test("on tokens stop whoever guesses secrets", async () => {
    const limited = await startTestServer({ RATE_LIMIT_TOKENS: "3" });
    const guess = (turn: number) =>
      limited.ask("/auth/token", {
        body: { grant_type: "client_credentials", client_id: "demo", client_secret: `guess-${turn}` },
      });
    const answers = [await guess(1), await guess(2), await guess(3), await guess(4)];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 429]);
    expect(answers[3]?.json.error?.details).toEqual({ limit: "credentials" });
    await limited.stop();
  });

  test("of an address and in all leave the gateway's notifications alone", async () => {
    const limited = await startTestServer({
      RATE_LIMIT_PER_IP: "1",
      RATE_LIMIT_GLOBAL: "1",
      RATE_LIMIT_NOTIFICATIONS: "5",
    });
    const notify = async () => (await limited.notify({})).status;
    expect([
      await notify(),
      await notify(),
      await notify(),
      await notify(),
      await notify(),
      await notify(),
    ]).toEqual([400, 400, 400, 400, 400, 429]);
    expect((await limited.ask("/packages")).status).toBe(200);
    await limited.stop();
  });
});
