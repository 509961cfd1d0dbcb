import { afterEach, expect, test } from "vitest";
import { type Command, freePort, run, untilServing } from "../http/process.ts";
import { askFor, demoCredentials, order, sign, startTestServer, type TestServer } from "../http/running.ts";
import { postgresDatabase, type TestDatabase } from "../storage/databases.ts";
import { deliveryOf, type Merchant, openMerchant, payFor } from "./merchant.ts";

const secret = "shared with the gateway by this test";

const opened: { discard(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.discard();
}, 30_000);

async function merchantThere(): Promise<Merchant> {
  const merchant = await openMerchant();
  opened.push({ discard: merchant.close });
  return merchant;
}

async function serverOver(environment: Record<string, string>): Promise<TestServer> {
  const server = await startTestServer({ WEBHOOK_SECRET: secret, ...environment });
  opened.push({ discard: () => server.stop() });
  return server;
}

/** A server in a process of its own, with an order that is paid and a merchant who is being told. */
async function processTelling(merchant: Merchant): Promise<{ command: Command; dataDirectory: string }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const command = await run(["start"], {
    ...{
      PORT: String(port),
      LOG_LEVEL: "error",
      WEBHOOK_SECRET: secret,
      NOTIFY_ALLOWED_HOSTS: merchant.host,
    },
  });
  opened.push(command);
  await untilServing(url, command);
  const credentials = await askFor(`${url}/v1/auth/token`, { body: demoCredentials("user_42") });
  const created = await askFor(`${url}/v1/payment/create`, {
    token: String(credentials.json.access_token),
    body: { ...order, notify_url: merchant.url },
  });
  const body = JSON.stringify({
    transaction_id: created.json.transaction_id,
    ...{ status: "paid", amount: 99.99, currency: "CNY", timestamp: new Date().toISOString() },
  });
  const headers = { "Content-Type": "application/json", "X-Signature": sign(body, secret) };
  expect((await askFor(`${url}/v1/payment/notify`, { method: "POST", headers, body })).status).toBe(200);
  await expect.poll(() => merchant.arrivals.length).toBe(1);
  return { command, dataDirectory: `${command.folder}/data` };
}

test.each(["SIGKILL", "SIGTERM"] as const)(
  "A notification under way when its server is ended by %s arrives again, with the same id and body",
  async (signal) => {
    const merchant = await merchantThere();
    merchant.answers(() => undefined);
    const { command, dataDirectory } = await processTelling(merchant);
    const told = performance.now();
    command.process.kill(signal);
    const code = await command.ended();
    if (signal === "SIGTERM") expect([code, performance.now() - told < 10_000]).toEqual([0, true]);
    merchant.answers(204);
    const second = await serverOver({ DATA_DIR: dataDirectory, NOTIFY_ALLOWED_HOSTS: merchant.host });
    // Beyond the claim of the process that is gone.
    second.clock.advance(30_000);
    await expect.poll(() => merchant.arrivals.length).toBe(2);
    const [before, after] = merchant.arrivals as [Merchant["arrivals"][0], Merchant["arrivals"][0]];
    expect([after.headers["webhook-id"], after.body]).toEqual([before.headers["webhook-id"], before.body]);
    const id = after.event.transaction_id;
    await expect.poll(async () => (await deliveryOf(second, id)).state).toBe("delivered");
    expect((await deliveryOf(second, id)).attempts).toBe(1);
  },
  30_000,
);

test("Three servers over one PostgreSQL send each of 150 notifications once", async () => {
  const merchant = await merchantThere();
  const database: TestDatabase = await postgresDatabase();
  opened.push({ discard: database.drop });
  const environment = { DATABASE_URL: database.location.url ?? "", NOTIFY_ALLOWED_HOSTS: merchant.host };
  const servers = [
    await serverOver(environment),
    await serverOver(environment),
    await serverOver(environment),
  ];
  const [first] = servers as [TestServer];
  const token = await first.token();
  const ids = await Promise.all(Array.from({ length: 150 }, () => payFor(first, merchant.url, token)));
  await expect.poll(() => merchant.arrivals.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(150);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(merchant.arrivals.map(({ event }) => event.transaction_id).sort()).toEqual(ids.sort());
  const senders = servers.filter(({ log }) => log.some(({ msg }) => msg === "a merchant was notified"));
  expect(senders.length).toBeGreaterThan(1);
}, 60_000);
