import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { magicOrderIds } from "@renewal/engine/sandbox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningServer, readConfiguration, startServer } from "../../src/index.ts";
import { choose, until } from "../sandbox/town.ts";
import { type Member, signIn } from "./member.ts";

let folder: string;
let server: RunningServer;
let ahead = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "renewal-"));
  const environment = { NODE_ENV: "test", PORT: "0", DATA_DIR: folder, LOG_LEVEL: "silent" };
  server = await startServer(readConfiguration({ ...environment, RATE_LIMIT_PER_IP: "100000" }), {
    clock: { now: () => Date.now() + ahead },
  });
}, 30_000);
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What an app sees of one order, through HTTP alone. */
interface Seen {
  member: Member;
  orderId: string;
  create(): ReturnType<Member["create"]>;
  /** Creates the order, and lets a person pay it. */
  paid(): Promise<string>;
  becomes(transactionId: string, status: string): Promise<void>;
  renewals(): Promise<number>;
}

async function newMember(orderId: string): Promise<Seen> {
  const member = await signIn(server.url, `member_of_${orderId}`);
  const create = () => member.create({ order_id: orderId });
  return {
    ...{ member, orderId, create },
    async paid() {
      const { payment_url, transaction_id } = await create();
      expect((await choose(payment_url, { action: "pay" })).status).toBe(303);
      return transaction_id;
    },
    becomes: (transactionId, status) =>
      until(async () => (await member.payment(transactionId)).status === status, `it is ${status}`, 8),
    renewals: async () => (await member.membership()).history.length,
  };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What each magic order id does to an app, by its name. */
const promises: Record<string, [string, (seen: Seen) => Promise<void>]> = {
  autopay: [
    "renews without a person",
    async (seen) => {
      await seen.becomes((await seen.create()).transaction_id, "paid");
      expect(await seen.renewals()).toBe(1);
    },
  ],
  autodecline: [
    "fails without a person, and a person can still pay",
    async (seen) => {
      const { transaction_id, payment_url } = await seen.create();
      await seen.becomes(transaction_id, "failed");
      expect(await seen.renewals()).toBe(0);
      await choose(payment_url, { action: "pay" });
      await seen.becomes(transaction_id, "paid");
      expect(await seen.renewals()).toBe(1);
    },
  ],
  slow: [
    "is created after 2 seconds",
    async (seen) => {
      const started = performance.now();
      await seen.create();
      expect(performance.now() - started).toBeGreaterThan(1900);
    },
  ],
  "too-slow": [
    "is refused with PAYMENT_FAILED after 3 seconds, and again when it is repeated",
    async (seen) => {
      await expect(seen.create()).rejects.toThrow(/answered with 500: .*PAYMENT_FAILED/);
      await expect(seen.create()).rejects.toThrow(/answered with 500: .*PAYMENT_FAILED/);
    },
  ],
  timeout: [
    "is refused with PAYMENT_FAILED once, and repeating it finds the same order, which is paid once",
    async (seen) => {
      await expect(seen.create()).rejects.toThrow(/answered with 500: .*PAYMENT_FAILED/);
      const { transaction_id } = await seen.create();
      expect(await seen.paid()).toBe(transaction_id);
      await seen.becomes(transaction_id, "paid");
      expect(await seen.renewals()).toBe(1);
    },
  ],
  refuse: [
    "is refused with PAYMENT_FAILED, and again when it is repeated",
    async (seen) => {
      await expect(seen.create()).rejects.toThrow(/answered with 500: .*PAYMENT_FAILED/);
      await expect(seen.create()).rejects.toThrow(/answered with 500: .*PAYMENT_FAILED/);
      expect(await seen.renewals()).toBe(0);
    },
  ],
  twice: [
    "renews once",
    async (seen) => {
      await seen.becomes(await seen.paid(), "paid");
      expect(await seen.renewals()).toBe(1);
    },
  ],
  late: [
    "stays pending for 5 seconds, then renews",
    async (seen) => {
      const id = await seen.paid();
      expect(await seen.member.payment(id)).toMatchObject({ status: "pending" });
      await seen.becomes(id, "paid");
      expect(await seen.renewals()).toBe(1);
    },
  ],
  "pay-after-close": [
    "is closed, and renews nevertheless when the money arrives",
    async (seen) => {
      const { transaction_id } = await seen.create();
      expect(await seen.member.close(transaction_id)).toMatchObject({ status: "closed" });
      expect(await seen.renewals()).toBe(0);
      await seen.becomes(transaction_id, "paid");
      expect(await seen.renewals()).toBe(1);
    },
  ],
  "wrong-amount": [
    "renews nothing, not even when the gateway is asked",
    async (seen) => {
      const id = await seen.paid();
      ahead += 6 * 60_000;
      await pause(2500);
      expect(await seen.member.payment(id)).toMatchObject({ status: "pending" });
      expect(await seen.renewals()).toBe(0);
    },
  ],
  "wrong-signature-once": [
    "renews a second later than others",
    async (seen) => {
      const id = await seen.paid();
      expect(await seen.renewals()).toBe(0);
      await seen.becomes(id, "paid");
      expect(await seen.renewals()).toBe(1);
    },
  ],
  "wrong-signature-always": [
    "renews once the gateway is asked, some five minutes later",
    async (seen) => {
      const id = await seen.paid();
      await pause(1500);
      expect(await seen.renewals()).toBe(0);
      ahead += 6 * 60_000;
      await seen.becomes(id, "paid");
      expect(await seen.renewals()).toBe(1);
    },
  ],
  "failed-after-paid": [
    "stays paid",
    async (seen) => {
      const id = await seen.paid();
      await pause(1800);
      expect(await seen.member.payment(id)).toMatchObject({ status: "paid" });
      expect(await seen.renewals()).toBe(1);
    },
  ],
  refund: [
    "renews, and 2 seconds later takes the renewal back",
    async (seen) => {
      const id = await seen.paid();
      expect(await seen.renewals()).toBe(1);
      await seen.becomes(id, "refunded");
      expect(await seen.renewals()).toBe(0);
    },
  ],
};

describe("An order whose order_id begins with", () => {
  for (const [name, [does, holds]] of Object.entries(promises)) {
    test(`sandbox-${name}- ${does}`, async () => holds(await newMember(`sandbox-${name}-1`)), 15_000);
  }

  test("any documented name does what its name says here, and no other name is documented", async () => {
    expect(magicOrderIds.map(({ name }) => name).sort()).toEqual(Object.keys(promises).sort());
    const guide = await readFile(new URL("../../../docs/sandbox.md", import.meta.url), "utf8");
    const rows = magicOrderIds.map(({ name, does }) => `| \`sandbox-${name}-\` | ${does.en} |`);
    expect(guide.split("\n").filter((line) => line.startsWith("| `sandbox-"))).toEqual(rows);
  });
});
