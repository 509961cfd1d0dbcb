import { setTimeout } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { generateKey } from "../../src/keys/key-pair.ts";
import { placeOf } from "../commands/typed.ts";
import { askFor, demoCredentials, order, sign, startTestServer, type TestServer } from "../http/running.ts";
import { postgresDatabase, type TestDatabase } from "../storage/databases.ts";
import { type Stream, startStream } from "./stream.ts";

/** Servers behind a balancer, which sends each request to one that says that it is ready. */
class Fleet {
  readonly #environment: Record<string, string>;
  readonly #servers = new Set<TestServer>();
  #ready: TestServer[] = [];
  #watching = true;

  constructor(environment: Record<string, string>) {
    this.#environment = environment;
    void this.#watch();
  }

  async #watch(): Promise<void> {
    while (this.#watching) {
      await this.#look();
      await setTimeout(50);
    }
  }

  async #look(): Promise<void> {
    const servers = [...this.#servers];
    const answers = await Promise.all(
      servers.map(({ url }) => fetch(`${url}/readyz`).catch(() => undefined)),
    );
    this.#ready = servers.filter((_, index) => answers[index]?.status === 200);
  }

  /** Where the next request goes. */
  url(number: number): string {
    const server = this.#ready[number % this.#ready.length];
    if (server === undefined) throw new Error("No server is ready.");
    return `${server.url}/v1`;
  }

  /** Replaces every server by one with this environment: the new one first, then the old one stops. */
  async roll(environment: Record<string, string>): Promise<void> {
    const old = [...this.#servers];
    for (const index of [0, 1]) {
      const next = await startTestServer({ ...this.#environment, ...environment, STOP_DELAY: "1" });
      this.#servers.add(next);
      await expect.poll(() => this.#ready.includes(next)).toBe(true);
      const last = old[index];
      if (last === undefined) continue;
      await last.stop();
      this.#servers.delete(last);
    }
  }

  async close(): Promise<void> {
    this.#watching = false;
    await Promise.all([...this.#servers].map((server) => server.stop()));
  }
}

let database: TestDatabase;
let fleet: Fleet;
let stream: Stream;
afterEach(async () => {
  await stream?.stop();
  await fleet?.close();
  await database?.drop();
}, 30_000);

test("WEBHOOK_SECRET and JWT_PRIVATE_KEY are rotated by rolling restarts, and nothing is refused meanwhile", {
  timeout: 180_000,
}, async () => {
  const [firstKey, secondKey] = [generateKey(), generateKey()];
  const [firstSecret, secondSecret] = ["a1b2c3d4e5".repeat(5), "f6a7b8c9d0".repeat(5)];
  let gatewaySecret = firstSecret;
  database = await postgresDatabase();
  fleet = new Fleet(placeOf(database));
  await fleet.roll({ WEBHOOK_SECRET: firstSecret, JWT_PRIVATE_KEY: firstKey });
  stream = startStream(
    async (number) => {
      const issued = await askFor(`${fleet.url(number)}/auth/token`, { body: demoCredentials("user_42") });
      const token = String(issued.json.access_token);
      const created = await askFor(`${fleet.url(number + 1)}/payment/create`, {
        ...{ token, body: { ...order, order_id: `ORD-${number}` } },
      });
      const body = JSON.stringify({
        transaction_id: created.json.transaction_id,
        ...{
          status: "paid",
          amount: order.amount,
          currency: order.currency,
          timestamp: new Date().toISOString(),
        },
      });
      const headers = { "Content-Type": "application/json", "X-Signature": sign(body, gatewaySecret) };
      const notified = await askFor(`${fleet.url(number)}/payment/notify`, { method: "POST", headers, body });
      const wrong = [issued, created, notified].find(({ status }) => status !== 200);
      return wrong && `${wrong.status} ${wrong.text}`;
    },
    { lanes: 2 },
  );
  await stream.more(20);
  // Every server believes the new ones before anybody uses them.
  await fleet.roll({
    WEBHOOK_SECRET: `${firstSecret},${secondSecret}`,
    JWT_PRIVATE_KEY: `${firstKey}\n${secondKey}`,
  });
  await stream.more(20);
  gatewaySecret = secondSecret;
  await stream.more(20);
  await fleet.roll({ WEBHOOK_SECRET: secondSecret, JWT_PRIVATE_KEY: `${secondKey}\n${firstKey}` });
  await stream.more(20);
  await fleet.roll({ WEBHOOK_SECRET: secondSecret, JWT_PRIVATE_KEY: secondKey });
  await stream.more(20);
  expect(stream.refused).toEqual([]);
  console.log(`  ${stream.good()} payments during three rolling restarts, ${stream.refused.length} refused`);
});
