import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { placeOf } from "../commands/typed.ts";
import { deliveryOf, type Merchant, openMerchant, payFor } from "../deliveries/merchant.ts";
import { demoCredentials, startTestServer, type TestServer } from "../http/running.ts";
import { databases, type TestDatabase } from "../storage/databases.ts";

const hour = 3_600_000;
const day = 24 * hour;

describe.each(databases)("A running server, over %s,", { timeout: 30_000 }, (_name, open) => {
  let database: TestDatabase;
  let server: TestServer;
  let merchant: Merchant;
  beforeAll(async () => {
    database = await open();
    merchant = await openMerchant();
    server = await startTestServer({ ...placeOf(database), NOTIFY_ALLOWED_HOSTS: merchant.host });
  }, 60_000);
  afterAll(async () => {
    await Promise.all([server?.stop(), merchant?.close()]);
    await database?.drop();
  });

  const count = async (table: "refreshTokens" | "deliveries" | "clientSecrets") => {
    const { db } = server.storage.connection;
    return (await db.selectFrom(table).select("clientId").execute()).length;
  };
  const becomes = (table: Parameters<typeof count>[0], rows: number) =>
    expect.poll(() => count(table)).toBe(rows);

  test("forgets within the hour what expired, arrived or retired a week before, and nothing else", async () => {
    const { store, connection } = server.storage;
    const rows = connection.db.selectFrom("clientSecrets").selectAll().where("kind", "=", "api");
    const demo = await rows.executeTakeFirstOrThrow();
    for (const value of ["f".repeat(64), demo.value])
      expect(await store.addClientSecret({ ...demo, value }, server.clock.now() + hour)).toBe(true);
    expect((await server.ask("/auth/token", { body: demoCredentials("user_1") })).status).toBe(200);
    const arrived = await payFor(server, merchant.url);
    await expect.poll(async () => (await deliveryOf(server, arrived)).state).toBe("delivered");
    merchant.answers(410);
    const dead = await payFor(server, merchant.url);
    await expect.poll(async () => (await deliveryOf(server, dead)).state).toBe("dead");
    const before = [await count("refreshTokens"), await count("deliveries"), await count("clientSecrets")];
    server.clock.advance(7 * day - hour / 2);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect([await count("refreshTokens"), await count("deliveries"), await count("clientSecrets")]).toEqual(
      before,
    );
    server.clock.advance(2 * hour);
    await becomes("deliveries", 1);
    await becomes("clientSecrets", 2);
    expect((await deliveryOf(server, dead)).state).toBe("dead");
    const still = String(
      (await server.ask("/auth/token", { body: demoCredentials("user_2") })).json.refresh_token,
    );
    server.clock.advance(29 * day);
    const refreshed = await server.ask("/auth/token", {
      body: { grant_type: "refresh_token", refresh_token: still },
    });
    expect(refreshed.status).toBe(200);
    // The first tokens expired 30 days after they were issued; a week later they go.
    server.clock.advance(day + 2 * hour);
    await becomes("refreshTokens", 2);
    server.clock.advance(60 * day);
    await becomes("refreshTokens", 0);
  });
});
