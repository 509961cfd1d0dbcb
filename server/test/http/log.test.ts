import { afterAll, beforeAll, expect, test } from "vitest";
import { redact } from "../../src/log.ts";
import { demoCredentials, order, startTestServer, type TestServer } from "./running.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ LOG_LEVEL: "trace" });
});
afterAll(() => server.stop());

test("Each request is one line of JSON that says who, what and how it ended", async () => {
  const token = await server.token("user_7");
  await server.ask("/payment/create", {
    token,
    body: { ...order, amount: 1 },
    headers: { "X-Request-Id": "mine" },
  });
  await expect.poll(() => server.log.some(({ requestId }) => requestId === "mine")).toBe(true);
  expect(server.log.filter(({ requestId }) => requestId === "mine")).toEqual([
    {
      ...{
        level: "info",
        msg: "request",
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        requestId: "mine",
      },
      ...{ method: "POST", path: "/v1/payment/create", operation: "createPayment" },
      ...{ status: 400, code: "VALIDATION_ERROR", field: "amount", rule: "price" },
      ...{ address: "127.0.0.1", clientId: "demo", userId: "user_7", milliseconds: expect.any(Number) },
    },
  ]);
});

test("No secret gets into the log, whatever becomes of the request that carries it", async () => {
  const issued = await server.ask("/auth/token", { body: demoCredentials("user_42") });
  const [token, refreshToken] = [String(issued.json.access_token), String(issued.json.refresh_token)];
  const secrets = [
    "demo-secret",
    token,
    token.split(".")[2] ?? "",
    refreshToken,
    server.webhookSecrets[0] ?? "",
    "guessed-by-me",
    "c0ffee".repeat(10),
  ];
  await server.ask("/auth/token", { body: { grant_type: "refresh_token", refresh_token: refreshToken } });
  await server.ask("/auth/token", { body: { ...demoCredentials(), client_secret: "guessed-by-me" } });
  await server.ask("/auth/token", {
    body: `{"client_secret": "guessed-by-me"`,
    headers: { "Content-Type": "application/json" },
  });
  await server.ask(`/payments?cursor=guessed-by-me&access_token=${token}`, { token });
  await server.ask(`/payments`, { headers: { Authorization: `Bearer ${token} guessed-by-me` } });
  await server.notify("{}", { "X-Signature": "c0ffee".repeat(10) });
  await server.ask(`/nothing/here?client_secret=guessed-by-me`);
  await server.raw(`GET /v1/packages HTTP/1.1\r\nAuthorization: Bearer ${token}\r\nbroken\r\n\r\n`);
  expect(server.log.length).toBeGreaterThan(8);
  for (const secret of secrets) expect(server.logText()).not.toContain(secret);
});

test("A client cannot write lines of its own into the log", async () => {
  const before = server.log.length;
  await server.ask("/%0a%7b%22level%22:%22fatal%22%7d", { headers: { "X-Request-Id": '"}{"level":"fatal' } });
  await server.raw('GET /v1/"},{"level":"fatal" HTTP/1.1\r\nHost: a\r\n\r\n', { silence: 200 });
  await expect.poll(() => server.log.length).toBeGreaterThan(before);
  expect(server.log.every(({ level }) => level !== "fatal")).toBe(true);
});

test("What slips into a message is blackened before the line is written", () => {
  const lines = [
    ["postgres://renewal:hunter2@db.internal/renewal", "hunter2"],
    ['{"headers":{"authorization":"Bearer abc.def.ghi"}}', "abc.def.ghi"],
    ['{"body":"{\\"client_secret\\":\\"hunter2\\"}"}', "hunter2"],
    ["grant_type=refresh_token&refresh_token=hunter2&x=1", "hunter2"],
    ["token rt_0123456789abcdefghij was used", "0123456789abcdefghij"],
    ["-----BEGIN PRIVATE KEY-----\\nMIGHAgEA\\n-----END PRIVATE KEY-----", "MIGHAgEA"],
    ["secret whsec_aGVsbG8gd29ybGQ= is active", "aGVsbG8"],
    ["secret rcs_0123456789abcdefghij is active", "0123456789abcdefghij"],
  ] as const;
  for (const [line, secret] of lines) {
    expect(line).toContain(secret);
    expect(redact(line)).not.toContain(secret);
  }
  expect(redact('{"path":"/v1/payments","status":200}')).toBe('{"path":"/v1/payments","status":200}');
});
