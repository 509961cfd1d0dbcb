import { readFileSync } from "node:fs";
import { operations } from "@renewal/contract/operations";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Call, ConfigurationError, Renewal } from "../../src/index.ts";
import { json } from "../network/scripted-server.ts";
import { accept, created, failure, order, world } from "../network/world.ts";

type Method = (...words: unknown[]) => Call<unknown>;

const forApps = Object.values(operations).filter(({ audience }) => audience === "app");

describe("every operation of the document that is for apps", () => {
  test.each(forApps)("$id is renewal.$resource.$sdkMethod, and sends $method $path", async (operation) => {
    const { server, renewal } = await world(
      [json(200, { data: [] })],
      { token: "t" },
      json(200, { data: [] }),
    );
    const resource = renewal[operation.resource as "payments"] as unknown as Record<string, Method>;
    const inPath = operation.parameters.filter((parameter) => parameter.in === "path");
    const words = inPath.map(({ name }) => `a ${name}/é`);
    const body = operation.requestMediaTypes.length > 0 ? [{ order_id: "A", amount: 9.99 }] : [];
    await resource[operation.sdkMethod]?.(...words, ...body);
    const [seen] = [...server.seen, ...server.tokenRequests];
    const path = inPath.reduce(
      (left, { name }, at) => left.replace(`{${name}}`, encodeURIComponent(words[at] ?? "")),
      operation.path as string,
    );
    expect(seen).toMatchObject({ method: operation.method, path: `/v1${path}` });
    expect(seen?.headers.authorization).toBe(operation.security.length > 0 ? "Bearer t" : undefined);
    expect(seen?.headers["content-type"]).toBe(body.length > 0 ? "application/json" : undefined);
  });
});

test("what only the gateway calls is no part of the client", () => {
  expect(Object.keys(new Renewal({ token: "t" }))).not.toContain("notifications");
});

test("fields and enum values of a later API come through", async () => {
  const later = { ...created, of_tomorrow: { deep: [1] }, message: "ok" };
  const payment = { transaction_id: "T", status: "held_for_review", currency: "XTS" };
  const { renewal } = await world([json(200, later), json(200, payment)]);
  expect(await renewal.payments.create(order)).toEqual(later);
  expect((await renewal.payments.get("T")).status).toBe("held_for_review");
});

test("withResponse tells status, headers, text, request id, attempts and whether the order existed already", async () => {
  const { renewal } = await world([
    json(200, created, { "Idempotent-Replayed": "true", "X-Mine": "yes" }),
    accept,
  ]);
  const call = renewal.payments.create(order);
  expect(await call).toEqual(created);
  const { headers, ...answered } = await call.withResponse();
  expect(headers.get("x-mine")).toBe("yes");
  expect(answered).toEqual({
    ...{ data: created, status: 200, text: JSON.stringify(created), requestId: "req_server", attempts: 1 },
    ...{ limit: undefined, replayed: true },
  });
  expect((await renewal.payments.create(order).withResponse()).replayed).toBe(false);
});

test("a call is a promise", async () => {
  const { server, renewal } = await world([accept]);
  const call = renewal.payments.create(order);
  expect(call).toBeInstanceOf(Call);
  expect(await Promise.all([call, call.finally(() => {}), call.then(({ success }) => success)])).toEqual([
    created,
    created,
    true,
  ]);
  expect(server.seen).toHaveLength(1);
  expect(await renewal.payments.get("").catch((error: Error) => error.name)).toBe("ConfigurationError");
});

test.each(["", ".", "..", undefined, null, 7])(
  "a transaction id that is %j is refused before it leads elsewhere",
  async (id) => {
    const { server, renewal } = await world([accept]);
    expect(await failure(renewal.payments.close(id as string))).toBeInstanceOf(ConfigurationError);
    expect(server.seen).toHaveLength(0);
  },
);

test("a body that is no JSON is refused before anything is sent", async () => {
  const { server, renewal } = await world([accept]);
  const call = renewal.payments.create({ ...order, amount: 10n as unknown as number });
  expect(await failure(call)).toMatchObject({
    code: "CONFIGURATION",
    message: expect.stringMatching(/JSON/),
  });
  expect(server.seen).toHaveLength(0);
});

test("headers of the client and of the call are sent, the call's first", async () => {
  const { server, renewal } = await world([accept], {
    token: "t",
    headers: { "X-A": "client", "X-B": "client" },
  });
  await renewal.payments.create(order, { headers: { "X-B": "call" } });
  expect(server.seen[0]?.headers).toMatchObject({ "x-a": "client", "x-b": "call" });
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 0, -9.99, 1e21, 1e-7])(
  "an amount of %d is refused before JSON makes something else of it",
  async (amount) => {
    const { server, renewal } = await world([accept]);
    const error = await failure(renewal.payments.create({ ...order, amount }));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ message: expect.stringMatching(/amount/) });
    expect(server.seen).toHaveLength(0);
  },
);

test("the SDK and its version are named to the API, but not by a browser, which names itself", async () => {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  const { server, renewal } = await world([accept]);
  await renewal.payments.create(order);
  expect(server.seen[0]?.headers["user-agent"]).toBe(`renewal-typescript/${version}`);
  vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0 (X11; Linux x86_64)" });
  onTestFinished(() => void vi.unstubAllGlobals());
  const inBrowser = await world([accept]);
  await inBrowser.renewal.payments.create(order);
  expect(inBrowser.server.seen[0]?.headers["user-agent"]).not.toMatch(/renewal/);
});

test("amounts are sent with the digits that were written", async () => {
  const { server, renewal } = await world([accept]);
  for (const amount of [99.99, 0.1, 9.99, 1000000.01, 100000000])
    await renewal.payments.create({ ...order, amount });
  const digits = server.seen.map(({ body }) => /"amount":([^,}]*)/.exec(body)?.[1]);
  expect(digits).toEqual(["99.99", "0.1", "9.99", "1000000.01", "100000000"]);
});

test("a failed call that nobody awaits is reported once, and one that is awaited never", async () => {
  const reported: unknown[] = [];
  const report = (reason: unknown) => void reported.push(reason);
  process.on("unhandledRejection", report);
  const { renewal } = await world([accept]);
  await failure(renewal.payments.get("").withResponse());
  await failure(renewal.payments.get(""));
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off("unhandledRejection", report);
  expect(reported).toEqual([]);
});
