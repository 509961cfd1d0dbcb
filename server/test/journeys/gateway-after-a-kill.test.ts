import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { choose, until } from "../sandbox/town.ts";
import { signIn } from "./member.ts";

const cli = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));

let folder: string;
const processes: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "renewal-"));
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map(kill));
  await rm(folder, { recursive: true, force: true });
});

/** A server of its own process over the folder; answers where it listens. */
async function start(): Promise<{ url: string; process: ChildProcess }> {
  const child = spawn(process.execPath, ["--conditions=renewal-source", cli, "start"], {
    env: {
      ...process.env,
      ...{ NODE_ENV: "development", PORT: "0", DATA_DIR: folder, LOG_LEVEL: "error" },
      RATE_LIMIT_PER_IP: "100000",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  processes.push(child);
  let printed = "";
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    printed += chunk.toString("utf8");
    const url = /listening on (\S+)\/v1/.exec(printed)?.[1];
    if (url !== undefined) return { url, process: child };
  }
  throw new Error(`The server ended before it listened: ${printed}`);
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

test("a payment whose notification was still to be sent when the server was killed renews after the restart", async () => {
  const first = await start();
  const member = await signIn(first.url, "user_42");
  const order = await member.create({ order_id: "sandbox-late-1" });
  expect((await choose(order.payment_url, { action: "pay" })).status).toBe(303);
  expect(await member.membership()).toMatchObject({ status: "none" });
  await kill(first.process);

  const second = await start();
  const again = await signIn(second.url, "user_42");
  const renewed = async () => (await again.membership()).status === "active";
  await until(renewed, "the membership is renewed", 12);
  expect(await again.payment(order.transaction_id)).toMatchObject({ status: "paid" });
  expect((await again.membership()).history).toHaveLength(1);
}, 30_000);

test("kills in the midst of paying lose no payment that the checkout confirmed, and renew none twice", async () => {
  const orderIds = ["ORD123456", "sandbox-late-1", "sandbox-twice-1"];
  const confirmed = new Map<string, string>();
  for (let round = 0; round < 4; round++) {
    const { url, process } = await start();
    const people = await Promise.all(
      Array.from({ length: 6 }, (_, person) => signIn(url, `person_${round}_${person}`)),
    );
    const paying = Promise.allSettled(
      people.map(async (member, person) => {
        const { payment_url, transaction_id } = await member.create({ order_id: orderIds[person % 3] });
        const { status } = await choose(payment_url, { action: "pay" });
        if (status === 303) confirmed.set(member.userId, transaction_id);
      }),
    );
    // From before the first payment to after several, with the late notifications still to be sent.
    const enough = confirmed.size + round;
    for (const end = Date.now() + 10_000; confirmed.size < enough && Date.now() < end; ) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await kill(process);
    await paying;
  }
  const { url } = await start();
  for (const [userId, transactionId] of confirmed) {
    const member = await signIn(url, userId);
    const history = async () => (await member.membership()).history;
    await until(async () => (await history()).length > 0, `${userId} is renewed`, 15);
    expect(await history()).toMatchObject([{ transaction_id: transactionId }]);
  }
  expect(confirmed.size).toBeGreaterThan(0);
}, 90_000);

test("an order whose creation was killed while the gateway was slow is the same order afterwards", async () => {
  const first = await start();
  const member = await signIn(first.url, "user_42");
  void member.create({ order_id: "sandbox-slow-1" }).catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await kill(first.process);

  const second = await start();
  const again = await signIn(second.url, "user_42");
  let order: Awaited<ReturnType<typeof again.create>> | undefined;
  // The lease of the killed process runs out after five seconds.
  for (let look = 0; look < 4 && order === undefined; look++) {
    order = await again.create({ order_id: "sandbox-slow-1" }).catch(() => undefined);
    if (order === undefined) await new Promise((resolve) => setTimeout(resolve, 2500));
  }
  expect(await again.payment(order?.transaction_id ?? "")).toMatchObject({ status: "pending" });
  expect((await choose(order?.payment_url ?? "", { action: "pay" })).status).toBe(303);
  expect((await again.membership()).history).toHaveLength(1);
}, 40_000);
