import { operations } from "@renewal/contract/operations";
import { answerTo } from "@renewal/engine";
import { pino } from "pino";
import { expect, test } from "vitest";
import { comparedWithDocument, unchecked } from "../../src/http/response-check.ts";
import { apiRoutes } from "../../src/http/routes.ts";
import { startTestServer } from "./running.ts";

test("The server does not start with an operation whose security nothing checks", () => {
  expect(() => apiRoutes()).not.toThrow();
  const table = {
    ...operations,
    listPackages: { ...operations.listPackages, security: [{ scheme: "mutualTls", roles: [] }] },
  };
  expect(() => apiRoutes(table)).toThrow("Nothing checks the security scheme mutualTls of listPackages.");
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
  const state = { errorCode: undefined };
  const sent: string[] = [];
  const check = comparedWithDocument(log);
  const headers = { "X-Request-Id": "req_1" };
  const good = { status: 200, headers, body: { data: [] } };
  expect(check(state, "listPackages", good, sent)).toBe(good);
  for (const wrong of [
    { status: 418, headers, body: { data: [] } },
    { status: 200, headers, body: { packages: [] } },
    { status: 200, headers: {}, body: { data: [] } },
    { ...answerTo(new Error()), status: 404, headers },
  ]) {
    expect(unchecked(state, "listPackages", wrong, sent)).toBe(wrong);
    expect(check(state, "listPackages", wrong, sent).status).toBe(500);
  }
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain("418 is no documented status of listPackages");
});
