import { document, documentText } from "@renewal/contract/document";
import { operations } from "@renewal/contract/operations";
import { StoreUnavailable } from "@renewal/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readiness } from "../../src/readiness.ts";
import { askFor, startTestServer, type TestServer } from "./running.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ PUBLIC_URL: "https://renewal.example.com", RATE_LIMIT_PER_IP: "1" });
});
afterAll(() => server.stop());
const page = (path: string, asking = {}) => askFor(server.url + path, asking);

describe("The document", () => {
  test("is served as JSON, with this server as its server", async () => {
    const { json, headers } = await page("/openapi.json");
    const samples = [...JSON.stringify(json).matchAll(/"x-codeSamples"/g)];
    expect(samples).toHaveLength(Object.keys(operations).length);
    const withoutSamples = JSON.parse(JSON.stringify(json), (key, value) =>
      key === "x-codeSamples" ? undefined : value,
    );
    expect(withoutSamples).toEqual({
      ...document,
      servers: [{ url: "https://renewal.example.com/v1", description: "This server" }],
    });
    expect(headers.get("Content-Type")).toMatch(/^application\/json/);
  });

  test("is served as YAML, as it was written", async () => {
    const { text, headers } = await page("/openapi.yaml");
    expect(text).toBe(documentText);
    expect(headers.get("Content-Type")).toMatch(/^application\/yaml/);
  });

  test.each(["/openapi.json", "/openapi.yaml", "/.well-known/jwks.json"])(
    "%s is sent again only when it has changed",
    async (path) => {
      const first = await page(path);
      expect(first.headers.get("Cache-Control")).toBe("public, max-age=300");
      const etag = first.headers.get("ETag") ?? "";
      expect(etag).toMatch(/^"[\w-]{22}"$/);
      const again = await page(path, { headers: { "If-None-Match": etag, "Cache-Control": "max-age=0" } });
      expect([again.status, again.text]).toEqual([304, ""]);
      expect((await page(path, { headers: { "If-None-Match": '"other"' } })).status).toBe(200);
    },
  );
});

describe("Probes", () => {
  test("say alive and ready, however often they ask and over plain HTTP", async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      expect((await page("/healthz", { headers: { "X-Forwarded-Proto": "http" } })).json).toEqual({
        status: "alive",
      });
      expect((await page("/readyz", { headers: { "X-Forwarded-Proto": "http" } })).json).toEqual({
        status: "ready",
      });
    }
  });

  test("say not ready while the store does not answer, or does not within a second", async () => {
    const away = { ping: () => Promise.reject(new StoreUnavailable("It is away.")) };
    expect(await readiness(away, () => false)()).toBe(false);
    const start = performance.now();
    expect(await readiness({ ping: () => new Promise(() => {}) }, () => false)()).toBe(false);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test("ask the store no more than twice a second", async () => {
    let asked = 0;
    const ping = async () => {
      asked += 1;
    };
    const ready = readiness({ ping }, () => false);
    expect(await Promise.all(Array.from({ length: 100 }, ready))).toEqual(Array(100).fill(true));
    expect(asked).toBe(1);
  });

  test("say not ready, and still alive, with a store that is gone", async () => {
    const doomed = await startTestServer();
    await doomed.storage.close();
    const answer = await askFor(`${doomed.url}/readyz`);
    expect([answer.status, answer.json]).toEqual([503, { status: "unavailable" }]);
    expect((await askFor(`${doomed.url}/healthz`)).status).toBe(200);
    await doomed.stop();
  });
});

describe("/metrics", () => {
  test("asks for its token where there is one", async () => {
    const guarded = await startTestServer({ METRICS_TOKEN: "a-token-for-prometheus" });
    const statusWith = async (header: string) =>
      (await askFor(`${guarded.url}/metrics`, { headers: { Authorization: header } })).status;
    expect(await statusWith("Bearer a-token-for-prometheus")).toBe(200);
    expect([
      await statusWith(""),
      await statusWith("Bearer a-token"),
      await statusWith(`Bearer ${await guarded.token()}`),
    ]).toEqual([401, 401, 401]);
    await guarded.stop();
  });

  test("makes no series of paths, ids or made-up methods", async () => {
    await server.ask("/payment/TXN-made-up-by-me");
    await server.ask("/made-up-by-me");
    await fetch(`${server.api}/packages`, { method: "PURGE" });
    await fetch(`${server.url}/elsewhere-by-me`);
    const { text } = await page("/metrics");
    expect(text).not.toMatch(/by-me|PURGE/);
    expect(text).toMatch(/^payment_requests_total\{method="other",status="429",operation="none"\} 1$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
    expect(text).toMatch(/^process_resident_memory_bytes /m);
  });
});

test("Pages beside the API tell their methods", async () => {
  const answer = await page("/healthz", { method: "POST" });
  expect([answer.status, answer.json.error?.code, answer.headers.get("Allow")]).toEqual([
    405,
    "METHOD_NOT_ALLOWED",
    "GET, HEAD, OPTIONS",
  ]);
  expect((await page("/openapi.json", { method: "OPTIONS" })).status).toBe(204);
});
