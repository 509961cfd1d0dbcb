import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Daemon } from "../../../scripts/infrastructure/daemon.ts";
import { startRedis } from "../../../scripts/infrastructure/redis.ts";
import { postgresDatabase, type TestDatabase } from "../storage/databases.ts";
import { type Answer, addressOf, ask } from "./client.ts";
import { type Fleet, type Instance, type Member, paid, startFleet } from "./fleet.ts";
import { ms, steadily, Tally, together } from "./load.ts";
import { isFull, pause, size, tell } from "./size.ts";

const rate = 200;

/** Seconds until caches are full and code is compiled. */
const warmUp = size(6, 120);

/** Seconds of load between two looks at the heap, and so many of them. */
const [interval, looks] = [size(3, 15), size(4, 32)];

const seconds = warmUp + interval * looks;

const people = size(100, 1_000);

/** A person asks so often before signing in again. */
const visit = 20;

const mebibyte = 1024 * 1024;

/** A look at a server after its garbage was collected. */
interface Sample {
  /** Under load, since it was warm. */
  minutes: number;
  heap: number;
}

describe.skipIf(process.env.TEST_REDIS_URL === undefined)("A server that is in use", () => {
  let database: TestDatabase;
  let redis: Daemon;
  let fleet: Fleet;
  beforeAll(async () => {
    [database, redis] = await Promise.all([postgresDatabase(), startRedis()]);
    fleet = await startFleet({
      ...{ databaseUrl: database.location.url as string, redisUrl: redis.url },
      nodeOptions: `--import ${new URL("./collect-garbage.ts", import.meta.url).href}`,
    });
  }, 60_000);
  afterAll(async () => {
    await fleet?.stop();
    await redis?.stop();
    await database?.drop();
  });

  let members: Member[] = [];
  let orders = 0;

  async function signedIn(count: number): Promise<Member[]> {
    const all: Member[] = [];
    await together({ count, atOnce: 10 }, async (number) => {
      all.push(await fleet.signIn(`soaked_${number}`));
    });
    return all;
  }

  /**
   * People who come back, sign in again, order, pay and look; and some mistakes. They are always the same ones: the tokens
   * that were verified and the limits of an hour are remembered for everybody who comes, up to a number of their own.
   */
  function visits(tally: Tally, strange: Tally): (number: number) => Promise<unknown> {
    return async (number) => {
      const url = fleet.url();
      const member = members[number % people] as Member;
      const step = (number + Math.floor(number / people)) % visit;
      if (step === 0) await fleet.signIn(member.userId).catch(() => undefined);
      else if (step % 5 === 1) await orderAndPay(url, member, tally);
      else if (step % 5 === 2) await tally.add(member.ask(url, "/payments"));
      else if (step === 8)
        await strange.add(
          ask(url, `/v1/nothing-${number}`, { address: addressOf(7_000_000 + (number % people)) }),
        );
      else if (step === 13) await strange.add(member.ask(url, "/payment/create", { body: "{" }));
      else if (step % 5 === 4)
        await tally.add(ask(url, "/v1/packages", { address: addressOf(7_000_000 + (number % people)) }));
      else await tally.add(member.ask(url, "/membership"));
    };
  }

  async function orderAndPay(url: string, member: Member, tally: Tally): Promise<Answer | undefined> {
    const created = await tally.add(member.create(url, `ORD-${++orders}`));
    if (created?.status !== 200) return created;
    return tally.add(fleet.notify(url, paid(JSON.parse(created.text).transaction_id)));
  }

  const instance = () => fleet.instances[0] as Instance;

  /** Between two loads, so that nothing is under way. */
  async function look(): Promise<number> {
    instance().command.process.kill("SIGUSR2");
    await pause(200);
    return fleet.metric(instance(), "nodejs_heap_size_used_bytes");
  }

  test(`for ${seconds} s at ${rate} requests a second holds no more at the end than when it was warm`, {
    timeout: size(120_000, 900_000),
  }, async () => {
    members = await signedIn(people);
    const [tally, strange] = [new Tally(), new Tally()];
    const next = visits(tally, strange);
    let number = 0;
    const load = (length: number) =>
      steadily({ rate, seconds: length, most: size(20, 200) }, () => next(number++));
    await load(warmUp);
    const samples: Sample[] = [{ minutes: 0, heap: await look() }];
    let reached = 0;
    for (let turn = 1; turn <= looks; turn += 1) {
      reached += (await load(interval)) / looks;
      samples.push({ minutes: (turn * interval) / 60, heap: await look() });
    }
    const slope = slopeOf(samples);
    const heaps = samples.map(({ heap }) => heap / mebibyte);
    const rss = (await fleet.metric(instance(), "process_resident_memory_bytes")) / mebibyte;
    tell(`soak of ${seconds} s at ${rate} requests/s`, {
      ...{ answers: String(tally), strange: String(strange), "sent a second": reached.toFixed(0) },
      ...{ p99: ms(tally.p99), "heap when warm": `${heaps[0]?.toFixed(1)} MiB` },
      "at the end": `${heaps.at(-1)?.toFixed(1)} MiB`,
      ...{ "heap's slope": `${(slope / 1024).toFixed(1)} KiB/min over ${samples.length} looks` },
      "per request": `${(slope / (reached * 60)).toFixed(0)} bytes`,
      RSS: `${rss.toFixed(0)} MiB`,
    });
    if (isFull)
      console.log(`  heap in MiB, every ${interval} s: ${heaps.map((heap) => heap.toFixed(1)).join(" ")}`);
    // A machine that stalls for seconds makes some of them come too late; what is asked here is what they leave behind.
    expect([isFull ? tally.others(200) : tally.others(200, 500, 503), strange.others(400, 404)]).toEqual([
      {},
      {},
    ]);
    // A request that stays alive with all that belongs to it holds some 10 KiB: 117 MiB a minute.
    expect(slope).toBeLessThan(size(20, 0.25) * mebibyte);
    if (isFull) expect(reached).toBeGreaterThan(0.95 * rate);
  });
});

/** Bytes a minute, by least squares. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(samples.map(({ minutes }) => minutes)), mean(samples.map(({ heap }) => heap))];
  const above = samples.reduce((sum, { minutes, heap }) => sum + (minutes - x) * (heap - y), 0);
  return above / samples.reduce((sum, { minutes }) => sum + (minutes - x) ** 2, 0);
}
