import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deliveryOf, type Merchant, openMerchant, payFor } from "../deliveries/merchant.ts";
import { startTestServer, type TestServer } from "../http/running.ts";
import { databases, type TestDatabase } from "../storage/databases.ts";
import { placeOf, type } from "./typed.ts";

describe.each(databases)("renewal deliveries, over %s,", { timeout: 30_000 }, (_name, create) => {
  let database: TestDatabase;
  let server: TestServer;
  let merchant: Merchant;
  beforeAll(async () => {
    database = await create();
    merchant = await openMerchant();
    server = await startTestServer({ ...placeOf(database), NOTIFY_ALLOWED_HOSTS: merchant.host });
  }, 60_000);
  afterAll(async () => {
    await Promise.all([server?.stop(), merchant?.close()]);
    await database?.drop();
  });

  const deliveries = (words: string) => type(`deliveries ${words}`, placeOf(database));
  const listed = async (words: string) => JSON.parse((await deliveries(`list --json ${words}`)).stdout);
  const stateOf = async (id: string) => (await deliveryOf(server, id)).state;

  /** A payment whose notification was given up. */
  async function deadOne(path: string): Promise<{ id: string; eventId: string }> {
    // Gone is this one alone: notifications of other tests come again while it dies.
    merchant.answers((response, arrival) => {
      response.writeHead(arrival.path.startsWith(`/${path}?`) ? 410 : 204).end();
    });
    const id = await payFor(server, `http://${merchant.host}/${path}?token=of-the-merchant`);
    await expect.poll(() => stateOf(id)).toBe("dead");
    merchant.answers(204);
    return { id, eventId: (await deliveryOf(server, id)).eventId };
  }

  test("list tells what became of each, newest first, and keeps the merchant's secrets and ours", async () => {
    const dead = await deadOne("dead");
    const arrived = await payFor(server, merchant.url);
    await expect.poll(() => stateOf(arrived)).toBe("delivered");
    merchant.answers(500);
    const waiting = await payFor(server, `http://${merchant.host}/waiting`);
    await expect.poll(async () => (await deliveryOf(server, waiting)).attempts).toBe(1);
    merchant.answers(204);
    const { code, stdout } = await deliveries("list");
    expect(code).toBe(0);
    const [, ...rows] = stdout.trimEnd().split("\n");
    expect(rows.map((row) => row.split(/ {2,}/)[1])).toEqual(["waiting", "delivered", "dead"]);
    expect(rows[2]).toMatch(
      new RegExp(`^${dead.eventId} .* demo +${dead.id} +http://${merchant.host}/dead +410$`),
    );
    const json = await deliveries("list --json");
    expect(stdout + json.stdout).not.toMatch(/of-the-merchant|demo-webhook-secret/);
    expect(JSON.parse(json.stdout)[0]).toMatchObject({
      ...{ transaction_id: waiting, state: "waiting", attempts: 1, last_status: 500, settled_at: null },
      next_attempt_at: expect.stringMatching(/^\d{4}-/),
      body: expect.stringContaining('"payment.updated"'),
    });
    expect(await listed("--state dead")).toMatchObject([{ transaction_id: dead.id }]);
    expect(await listed(`--transaction ${arrived}`)).toMatchObject([{ state: "delivered" }]);
    expect(await listed("--client nobody")).toEqual([]);
    expect(await listed("--limit 2")).toHaveLength(2);
    expect((await deliveries("list --client nobody")).stdout).toBe("There is no such notification.\n");
  });

  test("list tells as many as it is asked for, though there are thousands", async () => {
    const { id } = await deadOne("many");
    const { db } = server.storage.connection;
    const row = await db
      .selectFrom("deliveries")
      .selectAll()
      .where("transactionId", "=", id)
      .executeTakeFirstOrThrow();
    for (let batch = 0; batch < 12; batch += 1) {
      const rows = Array.from({ length: 100 }, (_, index) => ({
        ...row,
        eventId: `evt_many${batch}_${index}`,
      }));
      await db.insertInto("deliveries").values(rows).execute();
    }
    const found: { event_id: string }[] = await listed(`--transaction ${id} --limit 1150`);
    expect(new Set(found.map(({ event_id }) => event_id)).size).toBe(1150);
    await db.deleteFrom("deliveries").where("transactionId", "=", id).execute();
  });

  test("replay of an event sends it again at once, dead or delivered, with the id that it had", async () => {
    const dead = await deadOne("replayed");
    const ids = () =>
      merchant.arrivals.flatMap(({ path, headers }) =>
        path.startsWith("/replayed") ? [headers["webhook-id"]] : [],
      );
    const { code, stdout } = await deliveries(`replay ${dead.eventId}`);
    expect([code, stdout]).toEqual([0, "1 notification is sent again from now on.\n"]);
    await expect.poll(() => stateOf(dead.id)).toBe("delivered");
    await deliveries(`replay ${dead.eventId}`);
    await expect.poll(ids).toEqual([dead.eventId, dead.eventId, dead.eventId]);
  });

  test("replay of a dead one has the whole schedule before it", async () => {
    const dead = await deadOne("again");
    merchant.answers(503);
    await deliveries(`replay ${dead.eventId}`);
    await expect.poll(async () => (await deliveryOf(server, dead.id)).attempts).toBe(1);
    expect(await deliveryOf(server, dead.id)).toMatchObject({ state: "waiting", lastStatus: 503 });
    merchant.answers(204);
  });

  test("replay --dead sends all that were given up, or one payment's", async () => {
    await deliveries("replay --dead");
    const { store } = server.storage;
    const nothingLeft = { deadDeliveries: 0, oldestDueDelivery: undefined };
    await expect.poll(() => store.backlog(server.clock.now())).toMatchObject(nothingLeft);
    const [first, second] = [await deadOne("first"), await deadOne("second")];
    const one = await deliveries(`replay --dead --transaction ${first.id}`);
    expect(one.stdout).toBe("1 notification is sent again from now on.\n");
    await expect.poll(() => stateOf(first.id)).toBe("delivered");
    expect(await stateOf(second.id)).toBe("dead");
    expect((await deliveries("replay --dead --client nobody")).stdout).toMatch(/^0 /);
    expect((await deliveries("replay --dead --client demo")).stdout).toMatch(/^1 /);
    await expect.poll(() => stateOf(second.id)).toBe("delivered");
  });

  test("replay of one that does not exist says so, ends with 1, and sends the others", async () => {
    const dead = await deadOne("beside");
    const { code, stdout, stderr } = await deliveries(`replay evt_nobody ${dead.eventId}`);
    expect([code, stdout]).toEqual([1, "1 notification is sent again from now on.\n"]);
    expect(stderr).toContain("There is no event evt_nobody.");
    await expect.poll(() => stateOf(dead.id)).toBe("delivered");
  });
});

test("renewal deliveries refuses what makes no sense before anything is done", {
  timeout: 30_000,
}, async () => {
  const wrong = [
    "replay",
    "replay --dead evt_1",
    "replay evt_1 --client demo",
    "list --state lost",
    "list --limit 0",
  ];
  const typed = await Promise.all(wrong.map((words) => type(`deliveries ${words}`)));
  for (const answer of typed)
    expect(answer).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(/^.+\.\n$/) });
});
