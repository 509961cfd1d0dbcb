import { GatewayFailure } from "@renewal/engine";
import { afterEach, describe, expect, test } from "vitest";
import type { StatusReport } from "../../src/status/report.ts";
import { askFor, startTestServer, type TestServer } from "../http/running.ts";

let server: TestServer | undefined;
afterEach(() => server?.stop());

const report = async (of: TestServer) =>
  (await askFor(`${of.url}/status.json`)).json as unknown as StatusReport & { support: object };
const state = (of: StatusReport, id: string) => of.components.find((one) => one.id === id)?.status;

describe("/status", () => {
  test("tells of every part, of requests and their errors, as a page and as JSON", async () => {
    const running = await startTestServer({ SUPPORT_EMAIL: "help@example.org" }, { statusInterval: 50 });
    server = running;
    for (let turn = 0; turn < 3; turn += 1) await running.ask("/packages");
    await expect.poll(async () => (await report(running)).traffic.last_hour.requests).toBe(3);
    const told = await report(running);
    expect(told).toMatchObject({ status: "up", history: "complete", incidents: [] });
    expect(told.components.map(({ id, status }) => [id, status])).toEqual([
      ["api", "up"],
      ["database", "up"],
      ["redis", "unknown"],
      ["gateway", "up"],
      ["webhooks", "up"],
    ]);
    expect(told.traffic.last_90_days).toMatchObject({ requests: 3, error_rate: 0 });
    const api = told.components[0];
    expect(api?.days).toHaveLength(90);
    expect(api?.days.at(-1)).toMatchObject({ status: "up", availability: 1 });
    expect(told.support).toMatchObject({ email: "help@example.org" });
    const { text, headers } = await askFor(`${running.url}/status`);
    expect(headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    for (const words of [
      "Everything works",
      "Webhook delivery",
      "help@example.org",
      "None in the last 90 days",
    ])
      expect(text).toContain(words);
    expect(text).not.toContain("<script");
  });

  test("a gateway that does not answer is told as an incident, and the rest goes on", async () => {
    let dead = true;
    const running = await startTestServer(
      {},
      {
        statusInterval: 50,
        wrapGateway: (gateway) => ({
          ...gateway,
          create: async (order) => {
            if (dead) throw new GatewayFailure("unavailable", "It is away.");
            return gateway.create(order);
          },
        }),
      },
    );
    server = running;
    const token = await running.token();
    for (let turn = 0; turn < 5; turn += 1)
      await running.ask("/payment/create", { token, body: { order_id: `ORD${turn}`, amount: 9.99 } });
    await expect.poll(async () => (await report(running)).incidents.length).toBe(1);
    const told = await report(running);
    expect([told.status, state(told, "gateway"), state(told, "database")]).toEqual([
      "degraded",
      "down",
      "up",
    ]);
    expect(told.incidents[0]).toMatchObject({ component: "gateway", ended_at: null });
    expect((await askFor(`${running.url}/status`)).text).toContain("until now");
    dead = false;
  });

  test("without the database it still answers, and says that the past is not known", async () => {
    const running = await startTestServer();
    await running.storage.close();
    const told = await report(running);
    expect([told.status, state(told, "database"), told.history]).toEqual(["down", "down", "unavailable"]);
    const { status, text } = await askFor(`${running.url}/status`);
    expect(status).toBe(200);
    expect(text).toContain("The history cannot be read at the moment");
    await running.stop();
  });

  test("nothing can be sent to it", async () => {
    server = await startTestServer();
    expect((await askFor(`${server.url}/status`, { method: "POST" })).status).toBe(405);
    expect((await askFor(`${server.url}/status`, { method: "OPTIONS" })).status).toBe(204);
  });
});
