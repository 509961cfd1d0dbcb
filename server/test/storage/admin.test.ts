import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  atOnce,
  keepDelivery,
  newOrder,
  newToken,
} from "../../../packages/engine/test/store-contract/store-under-test.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { clock, databases, type TestDatabase } from "./databases.ts";

const now = clock.now();

describe.each(databases)("%s", (_name, create) => {
  let database: TestDatabase;
  let storage: Storage;
  let store: Storage["store"];
  beforeAll(async () => {
    database = await create();
    storage = database.open();
    store = storage.store;
    await storage.migrate();
  }, 60_000);
  beforeEach(async () => {
    const { db } = storage.connection;
    for (const table of ["deliveries", "orders", "clientSecrets", "clients", "refreshTokens"] as const) {
      await db.deleteFrom(table).execute();
    }
    await db.deleteFrom("signingKeys").execute();
  });
  afterAll(() => database?.drop());

  const shop = { clientId: "shop", name: "Shop", createdAt: now };
  const secret = (value: string, kind: "api" | "webhook" = "api", createdAt = now) => ({
    ...{ clientId: "shop", kind, value, createdAt },
  });

  describe("clients", () => {
    it("of four processes that add one client at the same time, one adds it, with its secrets", async () => {
      const stores = [store, ...Array.from({ length: 3 }, () => database.open({ poolSize: 1 }).store)];
      const added = await Promise.all(
        stores.map((each, index) => each.addClient(shop, [{ kind: "api", value: `hash ${index}` }])),
      );
      expect(added.filter(Boolean)).toHaveLength(1);
      expect((await store.findClient("shop"))?.secretHashes).toEqual([`hash ${added.indexOf(true)}`]);
    });

    it("a rotated secret is good until it retires; one that signs signs first until then", async () => {
      await store.addClient(shop, [
        { kind: "api", value: "old" },
        { kind: "webhook", value: "whsec_old" },
      ]);
      expect(await store.addClientSecret(secret("new"), now + 1)).toBe(true);
      expect(await store.addClientSecret(secret("whsec_new", "webhook"), now + 1)).toBe(true);
      const during = { secretHashes: ["new", "old"], webhookSecrets: ["whsec_old", "whsec_new"] };
      expect(await store.findClient("shop")).toMatchObject(during);
      await store.addClientSecret(secret("newest"), now);
      expect((await store.findClient("shop"))?.secretHashes).toEqual(["newest"]);
    });

    it("a secret that leaked ends at once those that an earlier rotation had let live on", async () => {
      await store.addClient(shop, [{ kind: "api", value: "first" }]);
      await store.addClientSecret(secret("leaked"), now + 86_400_000);
      await store.addClientSecret(secret("clean"), now);
      expect((await store.findClient("shop"))?.secretHashes).toEqual(["clean"]);
    });

    it("a secret may come back after it retired", async () => {
      await store.addClient(shop, [{ kind: "api", value: "first" }]);
      await store.addClientSecret(secret("second"), now);
      await store.addClientSecret(secret("first"), now);
      expect((await store.findClient("shop"))?.secretHashes).toEqual(["first"]);
    });

    it("nobody's secrets are rotated when there is no such client", async () => {
      expect(await store.addClientSecret(secret("new"), now)).toBe(false);
      expect(await store.listClients()).toEqual([]);
    });

    it("the operator's list names every client and how old its secrets are, and no secret", async () => {
      await store.addClient(shop, [{ kind: "api", value: "old" }]);
      await store.addClientSecret(secret("new", "api", now + 5), now + 9);
      await store.addClient({ ...shop, clientId: "gym" }, []);
      expect(await store.listClients()).toEqual([
        { ...shop, clientId: "gym", secrets: [] },
        {
          ...shop,
          secrets: [
            { kind: "api", createdAt: now + 5, retiresAt: null },
            { kind: "api", createdAt: now, retiresAt: now + 9 },
          ],
        },
      ]);
    });
  });

  describe("keys and settings", () => {
    const key = (kid: string, createdAt = now) => ({ kid, privateKey: `PEM of ${kid}`, createdAt });
    const kids = async (at: number) => (await store.signingKeys(at)).map(({ kid }) => kid);

    it("of eight processes that make the first key at the same time, one key signs for all", async () => {
      const made = await atOnce(8, (index) => store.addFirstSigningKey(key(`k${index}`)));
      expect(made.filter(Boolean)).toHaveLength(1);
      expect(await kids(now)).toEqual([`k${made.indexOf(true)}`]);
    });

    it("a new key signs at once; the tokens of the one before are believed until it retires", async () => {
      await store.addFirstSigningKey(key("a"));
      await store.addSigningKey(key("b"), now + 10);
      expect(await kids(now + 9)).toEqual(["b", "a"]);
      expect(await kids(now + 10)).toEqual(["b"]);
      await store.addSigningKey(key("c"), now + 5);
      expect(await kids(now)).toEqual(["c", "a", "b"]);
      expect(await kids(now + 5)).toEqual(["c"]);
      expect((await store.signingKeys(now))[0]).toEqual({ ...key("c"), retiresAt: null });
    });

    it("of eight rotations at the same time all are kept, and one key signs", async () => {
      await atOnce(8, (index) => store.addSigningKey(key(`k${index}`), now + 100));
      const keys = await store.signingKeys(now);
      expect(keys).toHaveLength(8);
      expect(keys.filter(({ retiresAt }) => retiresAt === null)).toHaveLength(1);
    });

    it("a setting is written once: of eight who come at the same time all are answered the same", async () => {
      const name = `webhook_secret_${Math.random()}`;
      const answers = await atOnce(8, (index) => store.settingOnce(name, () => `secret ${index}`));
      expect(new Set(answers).size).toBe(1);
      expect(await store.settingOnce(name, () => "too late")).toBe(answers[0]);
    });
  });

  describe("packages", () => {
    const offer = (id: string, minorUnits: number) => ({
      ...{ id, minorUnits, name: id, months: 1, currency: "CNY", active: true },
    });

    it("what is replaced is no longer on sale, and what comes back is as it comes back", async () => {
      await store.replacePackages([offer("monthly", 999), offer("yearly", 9_999)]);
      await store.replacePackages([offer("yearly", 8_888)]);
      expect(await store.activePackages()).toEqual([offer("yearly", 8_888)]);
      await store.replacePackages([offer("yearly", 8_888), { ...offer("monthly", 777), name: "Month" }]);
      expect(await store.activePackages()).toEqual([
        { ...offer("monthly", 777), name: "Month" },
        offer("yearly", 8_888),
      ]);
      expect(await store.countPackages()).toBe(2);
    });

    it("four processes that replace them at the same time leave them as one of them said", async () => {
      const lists = [1, 2, 3, 4].map((price) => [offer("b", price), offer("a", 10 * price)]);
      await Promise.all([...lists, ...lists].map((list) => store.replacePackages(list)));
      expect(lists).toContainEqual(await store.activePackages());
    });
  });

  describe("deliveries", () => {
    it("are found by state, client and transaction, newest first, page by page", async () => {
      const made = [];
      for (const createdAt of [1, 2, 2, 2, 3]) made.unshift(await keepDelivery(store, { createdAt }));
      made.sort((a, b) => b.createdAt - a.createdAt || (a.eventId < b.eventId ? 1 : -1));
      const [newest] = made;
      const foreign = await keepDelivery(store, { clientId: "gym", state: "dead", createdAt: 9 });
      const shown = [];
      for (let page = 0; page < 9; page += 1) {
        const found = await store.findDeliveries({ clientId: "shop", after: shown.at(-1), limit: 2 });
        shown.push(...found);
      }
      expect(shown).toEqual(made);
      expect(await store.findDeliveries({ state: "dead", limit: 9 })).toEqual([foreign]);
      const { transactionId } = newest as typeof foreign;
      expect(await store.findDeliveries({ transactionId, limit: 9 })).toEqual([newest]);
      expect(await store.findDeliveries({ transactionId, clientId: "gym", limit: 9 })).toEqual([]);
    });

    it("are sent again when an operator says so, with the whole schedule before them", async () => {
      const dead = { state: "dead" as const, attempts: 10, settledAt: 7_000, dueAt: 7_000, lastStatus: 500 };
      const [one, two, three] = [
        await keepDelivery(store, dead),
        await keepDelivery(store, dead),
        await keepDelivery(store, { ...dead, clientId: "gym" }),
      ];
      await keepDelivery(store, { state: "delivered", settledAt: 7_000 });
      const afresh = { state: "waiting", attempts: 0, settledAt: undefined, dueAt: 8_000 };
      expect(await store.replayDelivery(one.eventId, 8_000)).toBe(true);
      expect(await store.replayDelivery("evt_of_nobody", 8_000)).toBe(false);
      expect(await store.findDeliveries({ state: "waiting", limit: 9 })).toEqual([{ ...one, ...afresh }]);
      expect(await store.replayDeadDeliveries(8_000, { clientId: "gym" })).toBe(1);
      expect(await store.replayDeadDeliveries(8_000, { transactionId: two.transactionId })).toBe(1);
      expect(await store.replayDeadDeliveries(8_000)).toBe(0);
      const ids = (await store.claimDueDeliveries(8_000, 9_000, 9)).map(({ eventId }) => eventId);
      expect(ids.sort()).toEqual([one.eventId, two.eventId, three.eventId].sort());
    });
  });

  describe("upkeep", () => {
    it("the backlog counts what is to be done, since when, and what was given up", async () => {
      expect(await store.backlog(now)).toEqual({
        dueOrders: { creating: 0, pending: 0, failed: 0, refunding: 0 },
        ...{ waitingDeliveries: 0, oldestDueDelivery: undefined, deadDeliveries: 0 },
      });
      for (const [status, dueAt] of [
        ...[["creating", 1] as const, ["creating", 2] as const, ["failed", now] as const],
        ...[["pending", now + 1] as const, ["paid", 1] as const, ["closed", 1] as const],
      ]) {
        await store.insertOrder(newOrder({ status, dueAt }));
      }
      for (const dueAt of [700, 500, now + 1]) await keepDelivery(store, { dueAt });
      await keepDelivery(store, { state: "dead", dueAt: 1 });
      await keepDelivery(store, { state: "delivered", dueAt: 1 });
      expect(await store.backlog(now)).toEqual({
        dueOrders: { creating: 2, pending: 0, failed: 1, refunding: 0 },
        ...{ waitingDeliveries: 3, oldestDueDelivery: 500, deadDeliveries: 1 },
      });
      expect((await store.backlog(499)).oldestDueDelivery).toBeUndefined();
    });

    it("what nobody will ask for again is forgotten, a bounded piece at a time, and nothing else", async () => {
      const tokens = [
        newToken({ expiresAt: 999 }),
        newToken({ expiresAt: 999 }),
        newToken({ expiresAt: 1_000 }),
      ];
      for (const token of tokens) await store.insertRefreshToken(token);
      const settled = { createdAt: 1, settledAt: 999 };
      await keepDelivery(store, { ...settled, state: "delivered" });
      const kept = [
        await keepDelivery(store, { ...settled, state: "dead" }),
        await keepDelivery(store, { ...settled, settledAt: 1_000, state: "delivered" }),
        await keepDelivery(store, { createdAt: 1 }),
      ];
      expect(await store.forget(1_000, 1)).toBe(2);
      expect(await store.forget(1_000)).toBe(1);
      expect(await store.forget(1_000)).toBe(0);
      const left = await store.findDeliveries({ limit: 9 });
      expect(left).toHaveLength(kept.length);
      expect(left).toEqual(expect.arrayContaining(kept));
      const alive = await Promise.all(
        tokens.map(({ hash }) => store.changeRefreshToken(hash, () => undefined)),
      );
      expect(alive).toEqual([undefined, undefined, tokens[2]]);
    });
  });
});
