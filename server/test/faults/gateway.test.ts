import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Answer, ask } from "./client.ts";
import { type Fleet, type Member, startFleet } from "./fleet.ts";
import { ms, steadily, Tally } from "./load.ts";
import { isFull, pause, size, tell, until } from "./size.ts";

const program = fileURLToPath(new URL("./faulty-gateway-server.ts", import.meta.url));

/** What the gateway does with a request, from now on. */
type Mood = (response: ServerResponse) => void;

const well: Mood = (response) => response.writeHead(200).end("{}");

const moods: [string, Mood][] = [
  ["answers after 10 s", (response) => setTimeout(() => well(response), 10_000)],
  ["answers 500", (response) => response.writeHead(500).end("{}")],
  ["resets connections", (response) => void response.socket?.resetAndDestroy()],
];

/** Requests a second: reads beside creates. */
const rates = { reads: 80, creates: 20 };

/** Seconds with the gateway well and then not, so often in turn that the machine's own moods fall on both. */
const [seconds, turns] = [size(2, 12), size(1, 4)];

describe("A gateway that", () => {
  let fleet: Fleet;
  let gateway: Server;
  let mood: Mood = well;
  let calls = 0;
  let orders = 0;
  let member: Member;
  beforeEach(async () => {
    mood = well;
    orders = 0;
    gateway = createServer((request, response) => {
      calls += 1;
      request.resume();
      mood(response);
    }).listen(0, "127.0.0.1");
    await once(gateway, "listening");
    const { port } = gateway.address() as AddressInfo;
    fleet = await startFleet({
      program,
      environment: { FAULTY_GATEWAY_URL: `http://127.0.0.1:${port}/` },
    });
    member = await fleet.signIn("reader");
  }, 60_000);
  afterEach(async () => {
    await fleet?.stop();
    gateway?.closeAllConnections();
    gateway?.close();
  });

  /** Orders as quickly in either mood, and reads beside it. */
  async function load(creates: Tally, reads: Tally): Promise<void> {
    const answers: Promise<Answer | undefined>[] = [];
    await Promise.all([
      steadily({ rate: rates.creates, seconds }, async () => {
        answers.push(creates.add(member.create(fleet.url(), `ORD-${++orders}`)));
      }),
      steadily({ rate: rates.reads, seconds }, (turn) => {
        if (turn % 2 === 0) return reads.add(ask(fleet.url(), "/v1/packages"));
        return reads.add(member.ask(fleet.url(), "/membership"));
      }),
    ]);
    for (const answer of await Promise.all(answers)) if (mood !== well) isRefusedRightly(answer);
  }

  function isRefusedRightly(answer: Answer | undefined): void {
    expect([answer?.status, JSON.parse(answer?.text ?? "{}").error?.code]).toEqual([500, "PAYMENT_FAILED"]);
    expect(Number(answer?.headers["retry-after"])).toBeGreaterThan(0);
  }

  const isClosed = async () =>
    (await fleet.metric(fleet.instances[0] as never, 'gateway_circuit{gateway="sandbox",state="closed"}')) ===
    1;

  /** The breaker tries it by one order, after ten seconds. */
  async function heal(): Promise<void> {
    mood = well;
    const tried = async () => (await member.create(fleet.url(), `ORD-${++orders}`)).status === 200;
    await until(async () => (await tried()) && isClosed(), "orders are placed again", 30);
  }

  test.each(moods)(
    `%s is answered for in 3.5 s with PAYMENT_FAILED, and other requests do not notice`,
    async (name, fault) => {
      const [warm, placed, refused, before, during] = [0, 1, 2, 3, 4].map(() => new Tally()) as Tallies;
      await load(warm, warm);
      const asked = { well: 0, dead: 0 };
      for (let turn = 0; turn < turns; turn += 1) {
        if (turn > 0) await heal();
        calls = 0;
        await load(placed, before);
        asked.well += calls;
        mood = fault;
        calls = 0;
        await load(refused, during);
        asked.dead += calls;
      }
      tell(`gateway that ${name}`, {
        ...{ "creates before": String(placed), "creates during": String(refused) },
        ...{ "calls for them": asked.dead, slowest: ms(refused.slowest), "median create": ms(refused.p50) },
        ...{ reads: `${before.count} and ${during.count}`, "p99 of reads": ms1(before.p99) },
        "p99 during": `${ms1(during.p99)} (× ${(during.p99 / before.p99).toFixed(2)})`,
      });
      expect([before.others(200), during.others(200), placed.others(200)]).toEqual([{}, {}, {}]);
      expect(refused.others(500)).toEqual({});
      // Those that were refused are placed by the worker besides.
      expect(asked.well).toBeGreaterThanOrEqual(placed.count);
      expect(refused.slowest).toBeLessThan(size(35_000, 3_500));
      // A noisy machine moves both by some milliseconds, which is more than a fifth of so little.
      expect(during.p99).toBeLessThan(
        isFull ? Math.max(1.2 * before.p99, before.p99 + 3) : 10 * before.p99 + 1_500,
      );
      await nothingIsPlacedTwice();
    },
    size(120_000, 600_000),
  );

  type Tallies = [Tally, Tally, Tally, Tally, Tally];
  const ms1 = (milliseconds: number) => `${milliseconds.toFixed(1)} ms`;

  /** What was refused is finished by the worker once the gateway is well: the full form waits for it. */
  async function nothingIsPlacedTwice(): Promise<void> {
    const { db } = fleet.storage.connection;
    const ids = async (rows: Promise<{ transactionId: string }[]>) =>
      (await rows).map(({ transactionId }) => transactionId).sort();
    if (isFull) {
      await heal();
      const open = db.selectFrom("orders").select("transactionId").where("status", "!=", "pending");
      await until(async () => (await open.execute()).length === 0, "every order is placed", 300);
      await pause(11_000);
    }
    const atGateway = await ids(db.selectFrom("sandboxPayments").select("transactionId").execute());
    const ours = await ids(db.selectFrom("orders").select("transactionId").execute());
    expect([ours.length, new Set(atGateway).size]).toEqual([orders, atGateway.length]);
    if (isFull) expect(atGateway).toEqual(ours);
  }
});
