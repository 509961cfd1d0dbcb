import { verifyWebhook } from "@renewal/sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { placeOf, type } from "../commands/typed.ts";
import { type Arrival, type Merchant, openMerchant, payFor } from "../deliveries/merchant.ts";
import { demoCredentials, startTestServer, type TestServer } from "../http/running.ts";
import { postgresDatabase, type TestDatabase } from "../storage/databases.ts";
import { type Stream, startStream } from "./stream.ts";

const hour = 3_600_000;

describe("Under a stream of requests", { timeout: 120_000 }, () => {
  let database: TestDatabase;
  let servers: TestServer[];
  let merchant: Merchant;
  let stream: Stream;
  beforeEach(async () => {
    database = await postgresDatabase();
    merchant = await openMerchant();
    const environment = { ...placeOf(database), NOTIFY_ALLOWED_HOSTS: merchant.host };
    // Clocks are moved by hours here, and tokens under way must outlive that.
    const overrides = { settings: { accessTokenLifetime: 86_400 } };
    servers = [await startTestServer(environment, overrides), await startTestServer(environment, overrides)];
  }, 60_000);
  afterEach(async () => {
    await stream?.stop();
    await Promise.all([...servers.map((server) => server.stop()), merchant.close()]);
    await database.drop();
  });

  const any = (number: number) => servers[number % 2] as TestServer;
  const rotate = async (words: string) =>
    JSON.parse((await type(`${words} --json`, placeOf(database))).stdout);

  test("a client's secret is rotated and no token is refused, to those who follow at once and to those who lag", async () => {
    const known = { prompt: "demo-secret", lagging: "demo-secret" };
    stream = startStream(async (number) => {
      const secret = number % 2 === 0 ? known.prompt : known.lagging;
      const body = { ...demoCredentials(`user_${number}`), client_secret: secret };
      const { status, text } = await any(number >> 1).ask("/auth/token", { body });
      return status === 200 ? undefined : `${status} ${text}`;
    });
    await stream.more(200);
    const { client_secret: next } = await rotate("clients rotate demo --overlap 1h");
    known.prompt = next;
    await stream.more(200);
    known.lagging = next;
    await stream.more(50);
    for (const server of servers) server.clock.advance(hour);
    await stream.more(200);
    expect(stream.refused).toEqual([]);
    const old = await any(0).ask("/auth/token", { body: demoCredentials() });
    expect(old.status).toBe(401);
    console.log(`  ${stream.good()} token requests, ${stream.refused.length} refused`);
  });

  test("a merchant's webhook secret is rotated and no notification is refused, by whichever header it is verified", async () => {
    let known = ["demo-webhook-secret"];
    const verified = { standard: 0, plain: 0 };
    const wrong: string[] = [];
    const verify = async ({ headers, body }: Arrival) => {
      const now = () => any(0).clock.now();
      // The servers' clocks are moved by hours, while notifications are under way.
      const tolerance = 86_400;
      await verifyWebhook({ payload: body, headers, secrets: known, now, tolerance, requireTimestamp: true });
      verified.standard += 1;
      const plain = { "x-signature": headers["x-signature"] ?? "" };
      await verifyWebhook({ payload: body, headers: plain, secrets: known });
      verified.plain += 1;
    };
    merchant.answers((response, arrival) => {
      verify(arrival).then(
        () => response.writeHead(204).end(),
        (error: unknown) => {
          wrong.push(String(error));
          response.writeHead(400).end();
        },
      );
    });
    stream = startStream(
      async (number) => {
        await payFor(any(number), merchant.url);
        return wrong[0];
      },
      { lanes: 2 },
    );
    const phase = async () => {
      const enough = merchant.arrivals.length + 60;
      await expect
        .poll(() => wrong.length > 0 || merchant.arrivals.length >= enough, { timeout: 30_000 })
        .toBe(true);
    };
    await phase();
    const { webhook_secret: next } = await rotate("clients rotate demo --webhook --overlap 12h");
    // The merchant hears of it later.
    await phase();
    known = [next, "demo-webhook-secret"];
    await phase();
    for (const server of servers) server.clock.advance(12 * hour);
    await phase();
    known = [next];
    await phase();
    expect(wrong).toEqual([]);
    expect(stream.refused).toEqual([]);
    await stream.stop();
    const settled = async () => (await any(0).storage.store.backlog(any(0).clock.now())).waitingDeliveries;
    await expect.poll(settled, { timeout: 10_000 }).toBe(0);
    expect(merchant.arrivals).toHaveLength(stream.good());
    console.log(
      `  ${stream.good()} payments, ${merchant.arrivals.length} notifications, ${wrong.length} refused`,
    );
    expect(verified).toEqual({ standard: stream.good(), plain: stream.good() });
  });

  test("the key of access tokens is rotated and no token is refused, by whichever server it was made", async () => {
    const kids = [new Set<string>(), new Set<string>()];
    stream = startStream(
      async (number) => {
        const token = await any(number).token();
        const [header = ""] = token.split(".");
        kids[number % 2]?.add(JSON.parse(Buffer.from(header, "base64url").toString()).kid);
        const read = await Promise.all(servers.map((server) => server.ask("/payments", { token })));
        return read.every(({ status }) => status === 200) ? undefined : read.map(({ text }) => text).join();
      },
      { lanes: 2, pause: 50 },
    );
    await stream.more(50);
    const { stdout } = await type("keys rotate", placeOf(database));
    const next = /^Signing with (\S+)/.exec(stdout)?.[1] ?? "";
    const followed = () => stream.refused.length > 0 || kids.every((each) => each.has(next));
    // Each server looks every 30 s for keys that others made.
    await expect.poll(followed, { timeout: 60_000, interval: 100 }).toBe(true);
    await stream.more(100);
    expect(stream.refused).toEqual([]);
    expect(kids.map(({ size }) => size)).toEqual([2, 2]);
    console.log(`  ${stream.good()} tokens made and read by two servers, ${stream.refused.length} refused`);
  });
});
