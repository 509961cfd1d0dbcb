import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { StatusPeriodRow } from "../../src/storage/database.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { databases, type TestDatabase } from "../storage/databases.ts";

const day: StatusPeriodRow = {
  ...{ span: "day", component: "api", start: 86_400_000 },
  ...{ probes: 4, failed: 1, requests: 10, errors: 2, slow: 3, milliseconds: 500 },
};

describe.each(databases)("The history of the status page in %s", (_name, create) => {
  let database: TestDatabase;
  let storage: Storage;
  beforeEach(async () => {
    database = await create();
    storage = database.open();
    await storage.migrate();
  });
  afterEach(() => database?.drop());

  test("what several processes count of the same day is added up", async () => {
    const others = [storage, database.open(), database.open()];
    const slot = { ...day, span: "slot" as const };
    await Promise.all(
      others.flatMap(({ store }) => [store.addStatus([day, slot]), store.addStatus([slot, day])]),
    );
    const sum = { probes: 24, failed: 6, requests: 60, errors: 12, slow: 18, milliseconds: 3000 };
    expect(await storage.store.statusSince("day", 0)).toEqual([{ ...day, ...sum }]);
    expect(await storage.store.statusSince("slot", 0)).toEqual([{ ...slot, ...sum }]);
    expect(await storage.store.statusSince("day", day.start + 1)).toEqual([]);
  });

  test("an incident that several processes notice is told once, and ends once", async () => {
    const begin = (store: Storage["store"], incidentId: string) =>
      store.beginIncident({ incidentId, component: "redis", beganAt: 1_000, endedAt: null });
    await Promise.all([begin(storage.store, "inc_1"), begin(database.open().store, "inc_2")]);
    expect(await storage.store.incidentsSince(5_000)).toHaveLength(1);
    await storage.store.endIncident("redis", 2_000);
    await storage.store.endIncident("redis", 3_000);
    expect(await storage.store.incidentsSince(1_500)).toMatchObject([{ beganAt: 1_000, endedAt: 2_000 }]);
    await begin(storage.store, "inc_3");
    expect(await storage.store.incidentsSince(1_500)).toHaveLength(2);
  });

  test("what is older than the page tells is forgotten, and an incident that lasts is not", async () => {
    const { store } = storage;
    await store.addStatus([day, { ...day, start: day.start * 2 }]);
    await store.beginIncident({ incidentId: "inc_1", component: "api", beganAt: 1, endedAt: null });
    await store.beginIncident({ incidentId: "inc_2", component: "redis", beganAt: 1, endedAt: null });
    await store.endIncident("redis", 2);
    await store.forgetStatus({ slot: 0, day: day.start + 1 });
    expect(await store.statusSince("day", 0)).toMatchObject([{ start: day.start * 2 }]);
    expect(await store.incidentsSince(0)).toMatchObject([{ incidentId: "inc_1" }]);
  });
});
