import { Agent } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Daemon } from "../../../scripts/infrastructure/daemon.ts";
import { startRedis } from "../../../scripts/infrastructure/redis.ts";
import { postgresDatabase, type TestDatabase } from "../storage/databases.ts";
import { type Balancer, openBalancer } from "./balancer.ts";
import { type Answer, ask } from "./client.ts";
import { type Fleet, type Instance, type Member, paid, startFleet } from "./fleet.ts";
import { ms, steadily, Tally, together } from "./load.ts";
import { isFull, size, tell, until } from "./size.ts";

const rounds = size(1, 5);
const rate = size(60, 150);
const people = size(50, 500);

/** Seconds; in full what production has unless it says otherwise. */
const stopDelay = size(1, 3);

describe.skipIf(process.env.TEST_REDIS_URL === undefined)("Servers that are told to stop under load", () => {
  let database: TestDatabase;
  let redis: Daemon;
  let fleet: Fleet;
  let balancer: Balancer;
  beforeAll(async () => {
    [database, redis] = await Promise.all([postgresDatabase(), startRedis()]);
    fleet = await startFleet({
      ...{ instances: 2, databaseUrl: database.location.url as string, redisUrl: redis.url },
      environment: { STOP_DELAY: String(stopDelay) },
    });
    balancer = await openBalancer(fleet.instances.map(({ url }) => url));
  }, 60_000);
  afterAll(async () => {
    await balancer?.close();
    await fleet?.stop();
    await redis?.stop();
    await database?.drop();
  });

  let orders = 0;

  /** Orders, slow orders that are under way for two seconds, payments and reads, at that address, until it is over. */
  async function load(url: string, tally: Tally, isOver: () => boolean): Promise<void> {
    // So many that no membership grows without end.
    const members: Member[] = [];
    await together({ count: people, atOnce: 10 }, async (person) => {
      members.push(await fleet.signIn(`user_who_stays_${person}`));
    });
    const one = async (turn: number): Promise<void> => {
      const member = members[Math.floor(turn / 4) % people] as Member;
      if (turn % 2 === 0) return void (await tally.add(member.ask(url, "/membership")));
      if (turn % 20 === 1) return void (await tally.add(member.create(url, `sandbox-slow-${++orders}`)));
      const created = await tally.add(member.create(url, `ORD-${++orders}`));
      if (created?.status !== 200) return;
      await tally.add(fleet.notify(url, paid(JSON.parse(created.text).transaction_id)));
    };
    await steadily({ rate, seconds: 3_600, most: size(6, 400), isOver }, one);
  }

  test(`one after the other, ${rounds} times round, fail 0 requests of a plain round-robin proxy, and exit with 0`, {
    timeout: size(90_000, 300_000),
  }, async () => {
    const tally = new Tally();
    let isOver = false;
    const loaded = load(balancer.url, tally, () => isOver);
    const ends: Awaited<ReturnType<Instance["end"]>>[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const instance of fleet.instances) {
        const before = tally.count;
        await until(() => tally.count > before + rate, "requests are answered");
        const ended = instance.end();
        await until(() => isNotReady(instance), "it says that it is not ready");
        ends.push(await ended);
        await instance.start();
        await until(() => balancer.ready.includes(instance.url), "the proxy has noticed");
      }
    }
    isOver = true;
    await loaded;
    tell(`SIGTERM × ${ends.length} under load`, {
      ...{ answers: String(tally), failed: tally.count - tally.of(200), p99: ms(tally.p99) },
      "stopped within": `${Math.max(...ends.map(({ seconds }) => seconds)).toFixed(1)} s`,
    });
    expect([tally.others(200), balancer.broken]).toEqual([{}, []]);
    expect(ends.map(({ code }) => code)).toEqual(ends.map(() => 0));
    const longest = isFull ? 10 : 60;
    expect(ends.filter(({ seconds }) => seconds > longest)).toEqual([]);
  });

  async function isNotReady({ url }: Instance): Promise<boolean> {
    const answer = await ask(url, "/readyz").catch(() => undefined);
    return answer?.status !== 200;
  }

  test("answer every request that they have begun to receive, whoever keeps a connection to them", async () => {
    const [server] = fleet.instances as [Instance];
    const member = await fleet.signIn("user_at_the_door");
    const underWay: Promise<Answer | undefined>[] = [];
    const tally = new Tally();
    for (let number = 0; number < 40; number += 1) {
      const create = member.create(server.url, `sandbox-slow-door-${number}`);
      underWay.push(tally.add(create));
    }
    await until(async () => (await ordersOf(member)).length === 40, "they are all under way");
    const { code } = await server.end();
    await Promise.all(underWay);
    tell("SIGTERM with 40 slow creates under way", { answers: String(tally) });
    expect([code, tally.others(200)]).toEqual([0, {}]);
    // Told to go elsewhere: a connection that was kept would be closed under the next request.
    for (const answer of await Promise.all(underWay)) expect(answer?.headers.connection).toBe("close");
    await server.start();
    expect(await ordersOf(member)).toEqual(Array.from({ length: 40 }, () => "pending"));
  }, 60_000);

  test("lose no request of clients that keep their connection until they are told to leave", async () => {
    const [leaving, staying] = fleet.instances as [Instance, Instance];
    const member = await fleet.signIn("user_of_habits");
    const tally = new Tally();
    let isOver = false;
    let left = 0;
    const lane = async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      let { url } = leaving;
      while (!isOver) {
        const answer = await tally.add(member.ask(url, "/membership", { agent }));
        if (url === leaving.url && answer?.headers.connection === "close") {
          url = staying.url;
          left += 1;
        }
      }
      agent.destroy();
    };
    const lanes = Array.from({ length: 10 }, lane);
    await until(() => tally.count > 200, "they are served");
    const { code } = await leaving.end();
    const before = tally.count;
    await until(() => tally.count > before + 100, "they are served elsewhere");
    isOver = true;
    await Promise.all(lanes);
    tell("SIGTERM before 10 clients with kept connections", { answers: String(tally), left });
    expect([code, left, tally.others(200)]).toEqual([0, 10, {}]);
    await leaving.start();
  }, 60_000);

  async function ordersOf({ userId }: Member): Promise<string[]> {
    const { db } = fleet.storage.connection;
    const rows = await db.selectFrom("orders").select("status").where("userId", "=", userId).execute();
    return rows.map(({ status }) => status);
  }
});
