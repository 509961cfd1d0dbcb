import { createHmac } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Command, freePort, run, untilServing } from "../http/process.ts";
import { type Member, signIn } from "./member.ts";

const kills = Number(process.env.RENEWAL_KILLS ?? 20);

/** So many people order and pay at once while the server is killed. */
const people = 8;

const secret = "a-secret-of-this-test-that-is-long-enough";

let folder: string;
let url: string;
let server: Command | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "renewal-kills-"));
});
afterAll(async () => {
  server?.process.kill("SIGKILL");
  await server?.ended();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<Command> {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const limits = {
    RATE_LIMIT_PER_USER: "1000000",
    RATE_LIMIT_PER_IP: "1000000",
    RATE_LIMIT_TOKENS: "1000000",
  };
  server = await run(
    ["start"],
    { PORT: String(port), DATA_DIR: folder, LOG_LEVEL: "error", WEBHOOK_SECRET: secret, ...limits },
    folder,
  );
  await untilServing(url, server);
  return server;
}

/** What the server has acknowledged, and so must know for ever. */
const orders = new Map<string, { userId: string }>();
const payments = new Set<string>();

async function notify(transactionId: string): Promise<boolean> {
  const timestamp = new Date().toISOString();
  const body = JSON.stringify({
    transaction_id: transactionId,
    ...{ status: "paid", amount: 99.99, currency: "CNY", timestamp },
  });
  const answer = await fetch(`${url}/v1/payment/notify`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-Signature": createHmac("sha256", secret).update(body).digest("hex"),
    },
    body,
  });
  return answer.status === 200;
}

/** Orders and pays, one order after another, each payment notified twice at once, until the server is gone. */
async function stream(member: Member): Promise<void> {
  for (let number = 0; ; number += 1) {
    const { transaction_id } = await member.create({ order_id: `ORD-${orders.size}-${number}` });
    orders.set(transaction_id, { userId: member.userId });
    const acknowledged = await Promise.all([notify(transaction_id), notify(transaction_id)]);
    if (acknowledged.includes(true)) payments.add(transaction_id);
  }
}

test(`${kills} kills under a stream of orders and notifications lose no acknowledged order and renew nothing twice`, async () => {
  for (let round = 0; round < kills; round += 1) {
    const running = await start();
    const members = Array.from({ length: people }, (_, person) => signIn(url, `user_${round}_${person}`));
    const before = payments.size;
    const streams = Promise.allSettled(members.map(async (member) => stream(await member)));
    // In the midst of the stream, at another point of it each time; never before anything was acknowledged.
    const acknowledged = before + 1 + Math.floor(Math.random() * 40);
    for (const end = Date.now() + 10_000; payments.size < acknowledged && Date.now() < end; ) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    running.process.kill("SIGKILL");
    await running.ended();
    await streams;
    expect(payments.size).toBeGreaterThan(before);
  }
  await start();
  await everythingIsKnown();
  console.log(
    `${kills} kills, ${orders.size} orders and ${payments.size} payments acknowledged, 0 lost, 0 doubled`,
  );
}, 300_000);

async function everythingIsKnown(): Promise<void> {
  const users = new Map<string, string[]>();
  for (const [transactionId, { userId }] of orders) {
    users.set(userId, [...(users.get(userId) ?? []), transactionId]);
  }
  for (const [userId, transactionIds] of users) {
    const member = await signIn(url, userId);
    const { history } = await member.membership();
    const renewed = history.map(({ transaction_id }) => transaction_id);
    expect(new Set(renewed).size).toBe(renewed.length);
    for (const transactionId of transactionIds) {
      const { status } = await member.payment(transactionId);
      expect(renewed.includes(transactionId)).toBe(status === "paid");
      if (payments.has(transactionId)) expect(status).toBe("paid");
    }
  }
}
