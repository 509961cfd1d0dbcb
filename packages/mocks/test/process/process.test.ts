import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Renewal } from "@renewal/sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startMockServer } from "../../src/server.ts";

const cli = new URL("../../src/cli.ts", import.meta.url).pathname;

function run(...given: string[]): ChildProcess {
  return spawn(process.execPath, ["--conditions=renewal-source", cli, ...given], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function said(child: ChildProcess): Promise<string> {
  let text = "";
  child.stdout?.setEncoding("utf8").on("data", (part) => {
    text += part;
  });
  child.stderr?.setEncoding("utf8").on("data", (part) => {
    text += part;
  });
  await once(child, "exit");
  return text;
}

let child: ChildProcess;
let url: string;

beforeAll(async () => {
  child = run("--port", "0", "--clock", "2026-01-31T10:00:00Z", "--seed", "7");
  const [line] = (await once(child.stdout as NonNullable<ChildProcess["stdout"]>, "data")) as [Buffer];
  url = /http:\S+(?=\/v1)/.exec(line.toString())?.[0] ?? "";
});

afterAll(async () => {
  child.kill();
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
});

async function control(path: string, body?: object) {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const answer = await fetch(`${url}/_mock${path}`, init);
  return { status: answer.status, json: await answer.json() };
}

const member = () =>
  new Renewal({
    ...{ baseUrl: `${url}/v1`, clientId: "demo", clientSecret: "demo-secret", userId: "ann", maxRetries: 0 },
  });

describe("the mock as a process", () => {
  test("is steered over HTTP: a member renews, time goes by, everything begins anew", async () => {
    const ann = member();
    const { transaction_id, payment_url } = await ann.payments.create({ order_id: "ORD1", amount: 9.99 });
    expect(payment_url).toBe(`${url}/sandbox/pay/${transaction_id}`);
    expect(await (await fetch(payment_url)).text()).toContain("<form");
    expect(await control("/decline", { transaction_id })).toEqual({ status: 200, json: { done: true } });
    await control("/pay", { transaction_id });
    expect(await ann.memberships.get()).toMatchObject({
      status: "active",
      expires_at: "2026-02-28T10:00:00.000Z",
    });
    await control("/advance", { months: 2 });
    const { json } = await control("/state");
    const payments = [{ transactionId: transaction_id, declines: 1 }];
    expect(json).toMatchObject({ now: "2026-03-31T10:00:00.000Z", orders: [{ status: "paid" }], payments });
    expect((await member().memberships.get()).status).toBe("expired");
    await control("/reset", {});
    expect((await control("/state")).json).toMatchObject({ now: "2026-01-31T10:00:00.000Z", orders: [] });
  });

  test("fails, loses and delays what it is asked to", async () => {
    await control("/fail-next", { operation: "listPackages", code: "SERVICE_UNAVAILABLE", retry_after: 7 });
    const failed = await fetch(`${url}/v1/packages`);
    expect([failed.status, failed.headers.get("retry-after")]).toEqual([503, "7"]);
    await control("/lose-answer", { operation: "listPackages" });
    await expect(fetch(`${url}/v1/packages`)).rejects.toThrow();
    await control("/offline", {});
    await expect(fetch(`${url}/v1/packages`)).rejects.toThrow();
    await control("/offline", { offline: false });
    await control("/delay", { milliseconds: 60, operation: "listPackages" });
    const before = performance.now();
    expect((await fetch(`${url}/v1/packages`)).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThanOrEqual(59);
    await control("/reset", {});
  });

  test("has orders and memberships that a test put there", async () => {
    await control("/memberships", {
      user_id: "ann",
      expires_at: "2026-05-01T00:00:00Z",
      package_id: "yearly",
    });
    expect((await member().memberships.get()).expires_at).toBe("2026-05-01T00:00:00.000Z");
    await control("/orders", { order_id: "ORD9", user_id: "ann", status: "failed" });
    expect((await control("/state")).json.orders).toHaveLength(2);
    await control("/reset", {});
  });

  test.each([
    ["/fail-next", { operation: "createOrder", code: "ORDER_CLOSED" }, "createOrder is no operation"],
    [
      "/fail-next",
      { operation: "listPackages", code: "ORDER_CLOSED" },
      "listPackages never answers ORDER_CLOSED",
    ],
    ["/delay", { milliseconds: "long" }, "milliseconds must be a whole number"],
    ["/advance", { fortnights: 1 }, "fortnights is no unit"],
    ["/pay", {}, "transaction_id is required"],
    ["/pay", { transaction_id: "TXN0000000000" }, "no order TXN0000000000"],
    ["/orders", { user_id: "ann" }, "order_id is required"],
    ["/memberships", { user_id: "ann", expires_at: "soon" }, "soon is no moment"],
  ])("a control that is misused says how it is used: %s %j", async (path, body, told) => {
    const { status, json } = await control(path, body);
    expect(status).toBe(400);
    expect(json.error.message).toContain(told);
  });

  test("lets through as many requests as it is told to, and refuses limits that nobody has", async () => {
    const roomy = run("--port", "0", "--limits", "user=7");
    const [line] = (await once(roomy.stdout as NonNullable<ChildProcess["stdout"]>, "data")) as [Buffer];
    const baseUrl = /http:\S+\/v1/.exec(line.toString())?.[0] as string;
    const one = new Renewal({
      baseUrl,
      clientId: "demo",
      clientSecret: "demo-secret",
      userId: "bea",
      maxRetries: 0,
    });
    const orders = [];
    for (let turn = 1; turn <= 8; turn += 1)
      orders.push(
        await one.payments.create({ order_id: `ORD${turn}`, amount: 9.99 }).catch(({ code }) => code),
      );
    roomy.kill();
    expect(orders.filter((order) => order === "RATE_LIMIT_EXCEEDED")).toHaveLength(1);
    for (const wrong of ["people=7", "user=none", "user"])
      expect(await said(run("--port", "0", "--limits", wrong))).toContain("such as user=50,address=1000");
  });

  test("lists its controls, and says so where there is none", async () => {
    const { json } = await control("");
    expect(json.controls.map(({ path }: { path: string }) => path)).toContain("/_mock/advance");
    expect((await control("/nothing")).status).toBe(404);
    expect((await fetch(`${url}/_mock/reset`)).status).toBe(405);
  });

  test("lets pages of every origin ask, preflight included", async () => {
    const headers = { Origin: "http://localhost:5173", "Access-Control-Request-Method": "POST" };
    const preflight = await fetch(`${url}/v1/payment/create`, { method: "OPTIONS", headers });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-headers")).toContain("Authorization");
    const answer = await fetch(`${url}/v1/packages`, { headers: { Origin: headers.Origin } });
    expect(answer.headers.get("access-control-allow-origin")).toBe(headers.Origin);
  });

  test("shows the document, its key and its health", async () => {
    const document = await (await fetch(`${url}/openapi.json`)).json();
    expect(document.servers[0].url).toBe(`${url}/v1`);
    expect(await (await fetch(`${url}/openapi.yaml`)).text()).toMatch(/^openapi: 3/);
    const { keys } = await (await fetch(`${url}/.well-known/jwks.json`)).json();
    expect(keys).toMatchObject([{ kty: "EC", crv: "P-256", kid: "mock" }]);
    expect(keys[0].d).toBeUndefined();
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect((await fetch(`${url}/healthz`, { method: "POST" })).status).toBe(405);
  });
});

describe("the command", () => {
  test("explains itself, and refuses what it does not know", async () => {
    expect(await said(run("--help"))).toContain("--clock <moment>");
    expect(await said(run("--port", "all"))).toContain("--port must be a whole number");
    expect(await said(run("--clock", "tomorrow"))).toContain("is no moment");
    expect(await said(run("--prot", "1"))).toContain("--prot");
  });

  test("says so when the port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    expect(await said(run("--port", String(port)))).toContain("Choose another with --port");
    other.close();
  });
});

test("a process that embeds it closes it again", async () => {
  const server = await startMockServer({ port: 0, limits: "off" });
  const answer = await fetch(`${server.url}/v1/packages`);
  expect(answer.headers.get("x-ratelimit-limit")).toBe("1000000");
  await server.close();
  await expect(fetch(`${server.url}/v1/packages`)).rejects.toThrow();
});
