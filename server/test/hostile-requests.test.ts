import { operations } from "@renewal/contract/operations";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Hostile } from "./hostile/case.ts";
import { createPayment } from "./hostile/create-payment.ts";
import { forgedSignatures } from "./hostile/forged-signatures.ts";
import { forgedTokens, unforged } from "./hostile/forged-tokens.ts";
import { notify, token } from "./hostile/others.ts";
import { type Answer, order, sign, startTestServer, type TestServer } from "./http/running.ts";

let server: TestServer;
let memberToken: string;
beforeAll(async () => {
  server = await startTestServer();
  memberToken = await server.token();
});
afterAll(async () => {
  await server.stop();
});

/** It is told what is wrong, in the documented form and in words without its own, and leaves nothing behind. */
async function expectRefused(
  answer: Answer,
  { status, code, field, rule }: Omit<Hostile, "about" | "asking">,
) {
  expect({
    status: answer.status,
    code: answer.json.error?.code,
    ...answer.json.error?.details,
  }).toMatchObject({
    ...{ status, code },
    ...(field === undefined || field === "" ? {} : { field }),
    ...(rule === undefined ? {} : { rule }),
  });
  expect(answer.json.error?.message).toMatch(/[.]$/);
  expect(answer.text.length).toBeLessThan(2000);
  expect(answer.headers.get("Content-Type")).toBe("application/json; charset=utf-8");
  expect(await server.orderCount()).toBe(0);
}

const table = (cases: readonly Hostile[]) => cases.map((hostile) => [hostile.about, hostile] as const);

describe("POST /payment/create refuses a request with", () => {
  test.each(table(createPayment))("%s", async (_, { asking, ...expected }) => {
    await expectRefused(await server.ask("/payment/create", { ...asking, token: memberToken }), expected);
  });

  test("none of the tokens below when nothing in them is forged", async () => {
    const headers = { Authorization: await unforged(server, memberToken) };
    expect((await server.ask("/membership", { headers })).status).toBe(200);
  });

  test.each(forgedTokens)("%s", async (_, forge) => {
    const headers = { "Content-Type": "application/json", Authorization: await forge(server, memberToken) };
    const answer = await server.ask("/payment/create", {
      method: "POST",
      body: JSON.stringify(order),
      headers,
    });
    await expectRefused(answer, { status: 401, code: "INVALID_TOKEN" });
    expect(answer.headers.get("WWW-Authenticate")).toMatch(/^Bearer /);
  });
});

describe("POST /payment/notify refuses a notification with", () => {
  test.each(table(notify))("%s", async (_, { asking, ...expected }) => {
    const { body, headers } = asking;
    const bytes = typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
    await expectRefused(await server.notify(bytes, headers), expected);
  });

  test.each(forgedSignatures)("%s", async (_, forge) => {
    const body = JSON.stringify({ ...order });
    const signature = forge(body, server.webhookSecrets[0] as string);
    const headers = { "Content-Type": "application/json", ...(signature && { "X-Signature": signature }) };
    const answer = await server.ask("/payment/notify", { method: "POST", body, headers });
    await expectRefused(answer, { status: 401, code: "INVALID_SIGNATURE" });
  });

  test("a wrong signature before it says what else is wrong, so that nobody learns the form by trying", async () => {
    const headers = { "X-Signature": sign("{}", "guessed"), "Content-Type": "text/plain" };
    const answer = await server.ask("/payment/notify", { method: "POST", body: "no JSON", headers });
    await expectRefused(answer, { status: 401, code: "INVALID_SIGNATURE" });
  });
});

describe("POST /auth/token refuses a request with", () => {
  test.each(table(token))("%s", async (_, { asking, ...expected }) => {
    await expectRefused(await server.ask("/auth/token", asking), expected);
  });
});

test("after all of them the server serves, and has not failed once", async () => {
  const answer = await server.ask("/payment/create", { token: memberToken, body: order });
  expect(answer.status).toBe(200);
  expect(await server.orderCount()).toBe(1);
  const count =
    createPayment.length + forgedTokens.length + notify.length + forgedSignatures.length + token.length;
  expect(count).toBeGreaterThanOrEqual(80);
  expect(server.exchanges.length).toBeGreaterThan(count);
  expect(server.exchanges.filter(({ status }) => status >= 500 || status === 0)).toEqual([]);
  expect(Object.prototype).not.toHaveProperty("admin");
  const known = new Set(Object.values(operations).map(({ path }) => path));
  expect(
    ["/payment/create", "/payment/notify", "/auth/token"].every((path) => known.has(path as never)),
  ).toBe(true);
});
