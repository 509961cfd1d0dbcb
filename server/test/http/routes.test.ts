import { operations } from "@renewal/contract/operations";
import { answerTo } from "@renewal/engine";
import Koa from "koa";
import { pino } from "pino";
import { expect, test } from "vitest";
import type { Context } from "../../src/http/context.ts";
import { comparedWithDocument, unchecked } from "../../src/http/response-check.ts";
import { apiRoutes, type RouteOptions } from "../../src/http/routes.ts";
import { startTestServer } from "./running.ts";

const options = {} as RouteOptions;

test("The server does not start with an operation whose security nothing checks", () => {
  expect(() => apiRoutes(options)).not.toThrow();
  const table = {
    ...operations,
    listPackages: { ...operations.listPackages, security: [{ scheme: "mutualTls", roles: [] }] },
  };
  expect(() => apiRoutes(options, table)).toThrow(
    "Nothing checks the security scheme mutualTls of listPackages.",
  );
});

test("Every operation of the document is mounted at its own method and path, and at no other", async () => {
  const server = await startTestServer();
  for (const { id, method, path } of Object.values(operations)) {
    const at = path.replace("{transaction_id}", "TXN789012");
    await server.ask(at, { method });
    await expect.poll(() => server.exchanges.some(({ operation }) => operation === id)).toBe(true);
    const other = method === "GET" ? "DELETE" : "PUT";
    expect((await server.ask(at, { method: other })).status).toBe(405);
  }
  await server.stop();
});

test("An answer that is not what the document says becomes a 500 and an entry of the log, but not in production", () => {
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) });
  const ctx = new Koa().createContext(
    { headers: {} } as never,
    { getHeaders: () => ({}) } as never,
  ) as unknown as Context;
  ctx.response.headers["x-request-id"] = "req_1";
  const check = comparedWithDocument(log);
  const headers = { "X-Request-Id": "req_1" };
  const good = { status: 200, headers, body: { data: [] } };
  expect(check(ctx, "listPackages", good)).toBe(good);
  for (const wrong of [
    { status: 418, headers, body: { data: [] } },
    { status: 200, headers, body: { packages: [] } },
    { status: 200, headers: {}, body: { data: [] } },
    { ...answerTo(new Error()), status: 404, headers },
  ]) {
    expect(unchecked(ctx, "listPackages", wrong)).toBe(wrong);
    expect(check(ctx, "listPackages", wrong).status).toBe(500);
  }
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain("418 is no documented status of listPackages");
});
