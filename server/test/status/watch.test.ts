import { StoreUnavailable } from "@renewal/engine";
import { describe, expect, test } from "vitest";
import { slot } from "../../src/status/counts.ts";
import { StatusWatch } from "../../src/status/watch.ts";
import { openStorage } from "../../src/storage/storage.ts";

/** A watch over a real store, with parts that the test breaks and a clock that it moves. */
async function foundWatch() {
  const time = { now: slot * 1000 };
  const broken = { database: false, redis: false, overdue: 0 };
  const clock = { now: () => time.now };
  const { store, migrate, close } = openStorage({ clock, file: ":memory:" });
  await migrate();
  const backlog = async () => {
    if (broken.database) throw new StoreUnavailable("It is away.");
    return { ...(await store.backlog(time.now)), oldestDueDelivery: time.now - broken.overdue };
  };
  const watch = new StatusWatch(
    { backlog, redisUp: () => !broken.redis, gateways: [{ room: (most) => most }] },
    store,
    clock,
  );
  const look = async (times = 1) => {
    for (let turn = 0; turn < times; turn += 1) {
      await watch.look();
      time.now += 15_000;
    }
  };
  return { watch, store, broken, time, look, close };
}

describe("What the server sees of itself", () => {
  test("what was counted while the database was away is written when it is back, with the times that it had", async () => {
    const { watch, store, broken, look, close, time } = await foundWatch();
    await look();
    broken.database = true;
    const lost = time.now;
    watch.traffic.count({ path: "/v1/packages", status: 503, seconds: 0.5 });
    await look(3);
    broken.database = false;
    const back = time.now;
    await look(2);
    const rows = await store.statusSince("slot", 0);
    expect(rows.filter(({ component }) => component === "database")).toMatchObject([
      { probes: 6, failed: 3 },
    ]);
    expect(rows.filter(({ component }) => component === "api")).toMatchObject([
      { requests: 1, errors: 1, slow: 1, milliseconds: 500 },
    ]);
    expect(await store.incidentsSince(0)).toMatchObject([
      { component: "database", beganAt: lost, endedAt: back },
    ]);
    await close();
  });

  test("one look that fails is no incident", async () => {
    const { store, broken, look, close } = await foundWatch();
    await look();
    broken.redis = true;
    await look();
    broken.redis = false;
    await look(3);
    expect(await store.incidentsSince(0)).toEqual([]);
    await close();
  });

  test("notifications that wait for minutes are trouble, and for a quarter of an hour an outage", async () => {
    const { watch, broken, look, close } = await foundWatch();
    const webhooks = async (overdue: number) => {
      broken.overdue = overdue;
      await look();
      return (await watch.states()).webhooks;
    };
    expect([await webhooks(0), await webhooks(3 * 60_000), await webhooks(16 * 60_000)]).toEqual([
      "up",
      "degraded",
      "down",
    ]);
    await close();
  });

  test("an API that fails half of its requests is told to be down, and a few failures of a few are not", async () => {
    const { watch, look, close } = await foundWatch();
    const api = async (errors: number, requests: number) => {
      for (let turn = 0; turn < requests; turn += 1)
        watch.traffic.count({ path: "/v1/packages", status: turn < errors ? 500 : 200, seconds: 0.01 });
      await look();
      return (await watch.states()).api;
    };
    expect([await api(3, 3), await api(0, 100), await api(6, 100), await api(60, 100)]).toEqual([
      "up",
      "up",
      "degraded",
      "down",
    ]);
    await close();
  });
});
