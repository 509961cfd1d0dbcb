import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { descendants } from "../../scripts/infrastructure/processes.ts";
import { type Command, freePort, run, untilServing } from "./http/process.ts";
import { askFor, demoCredentials } from "./http/running.ts";
import { postgresDatabase, type TestDatabase } from "./storage/databases.ts";

const redis = process.env.TEST_REDIS_URL;

describe.skipIf(redis === undefined)("Several processes behind one port", { timeout: 60_000 }, () => {
  let database: TestDatabase;
  let command: Command;
  let url: string;
  beforeAll(async () => {
    database = await postgresDatabase();
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const shared = new URL(redis ?? "");
    shared.pathname = "/8";
    command = await run(["start"], {
      ...{ PORT: String(port), WORKERS: "3", RATE_LIMIT_PER_IP: "100000", LOG_LEVEL: "warn" },
      ...{ DATABASE_URL: database.location.url ?? "", REDIS_URL: shared.href },
    });
    await untilServing(url, command);
    await vi.waitUntil(async () => (await processes()) === 3, { timeout: 30_000, interval: 200 });
  }, 60_000);
  afterAll(async () => {
    await command?.discard();
    await database?.drop();
  });

  // A connection that was on its way to a process when that died is answered by nobody.
  const metrics = async () => (await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(6_000) })).text();
  const processes = async () => Number(/^server_processes (\d+)$/m.exec(await metrics())?.[1] ?? 0);

  test("believe each other's tokens", async () => {
    for (let turn = 0; turn < 6; turn += 1) {
      const { json } = await askFor(`${url}/v1/auth/token`, {
        body: demoCredentials(`user_${turn}`),
        headers: { Connection: "close", "Content-Type": "application/json" },
      });
      const answer = await askFor(`${url}/v1/payments`, { token: String(json.access_token) });
      expect(answer.status).toBe(200);
    }
  });

  test("count together, and each tells the metrics of all", async () => {
    const name = randomUUID();
    const before = await count();
    await Promise.all(
      Array.from({ length: 30 }, () =>
        askFor(`${url}/v1/packages`, { headers: { "X-Request-Id": name, Connection: "close" } }),
      ),
    );
    expect(await count()).toBe(before + 30);
  });

  const count = async () =>
    Number(
      /^payment_requests_total\{method="GET",status="200",operation="listPackages"\} (\d+)$/m.exec(
        await metrics(),
      )?.[1] ?? 0,
    );

  test("tell of what they share once, and of themselves together", async () => {
    const text = await metrics();
    for (const line of [
      "database_up 1",
      "deliveries_waiting 0",
      'gateway_circuit{gateway="sandbox",state="closed"} 3',
    ])
      expect(text.split("\n")).toContain(line);
    expect(Number(/^cache_hit_ratio\{kind="packages"\} (\S+)$/m.exec(text)?.[1])).toBeLessThanOrEqual(1);
  });

  test("are three again after one was killed, however often and while they are asked for their metrics", async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      const children = descendants([command.process.pid as number]);
      expect(children).toHaveLength(3);
      const scrapes = Array.from({ length: 20 }, () => metrics().catch(() => ""));
      process.kill(children[turn] as number, "SIGKILL");
      await Promise.all(scrapes);
      await expect.poll(() => processes().catch(() => 0), { timeout: 20_000 }).toBe(3);
    }
    // Whoever was with that process loses the connection; whoever comes next is served.
    const served = async () => (await askFor(`${url}/v1/packages`).catch(() => undefined))?.status;
    await expect.poll(served).toBe(200);
    expect(command.stdout()).toContain("a process ended; another one starts in its place");
  });

  test("stop together, and end with 0", async () => {
    command.process.kill("SIGTERM");
    expect(await command.ended()).toBe(0);
  });
});

test("A configuration that is at fault is told once, by however many processes it is for", async () => {
  const refused = await run(["start"], { WORKERS: "4" });
  expect(await refused.ended()).toBe(1);
  expect(refused.stderr().match(/DATABASE_URL is missing/g)).toHaveLength(1);
  await refused.discard();
});
