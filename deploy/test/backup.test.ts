import { statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Daemon } from "../../scripts/infrastructure/daemon.ts";
import { startPostgres } from "../../scripts/infrastructure/postgres.ts";
import { signIn } from "../../server/test/journeys/member.ts";
import { run } from "../../server/test/storage/databases.ts";
import { follow, type Place } from "./commands.ts";
import { Shop } from "./shop.ts";

const people = ["user_1", "user_2", "user_3", "user_4"];
const tools = process.env.POSTGRES_TOOLS;

let folder: string;
let postgres: Daemon | undefined;
let shop: Shop | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "renewal-backup-"));
});
afterEach(async () => {
  await shop?.stop();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
  postgres = undefined;
});

describe("A backup as docs/operating.md makes it, under load, and restored as it says,", {
  timeout: 120_000,
}, () => {
  test.skipIf(tools === undefined)(
    "brings a PostgreSQL back with all that was acknowledged before, in which ledger and memberships agree",
    async () => {
      postgres = await startPostgres({}, tools);
      const url = await databaseOfCompose(postgres);
      const environment = {
        ...{
          PATH: `${tools}:${process.env.PATH}`,
          PGHOST: url.hostname,
          PGPORT: url.port,
          PGPASSWORD: url.password,
        },
      };
      await throughDisaster("PostgreSQL", { DATABASE_URL: url.href }, environment, "renewal.dump");
    },
  );

  test("brings an SQLite back with all that was acknowledged before, in which ledger and memberships agree", () =>
    throughDisaster("SQLite", {}, { NODE_OPTIONS: "--no-warnings" }, "renewal-backup.db"));
});

/** A database as compose.yaml has it made, which belongs to a superuser of the same name. */
async function databaseOfCompose({ url }: Daemon): Promise<URL> {
  await run(url, "create database renewal");
  const own = new URL(url);
  expect(own.username).toBe("renewal");
  own.pathname = "/renewal";
  return own;
}

async function throughDisaster(
  name: string,
  place: Record<string, string>,
  environment: Record<string, string>,
  file: string,
): Promise<void> {
  const current = new Shop(folder, place);
  shop = current;
  const at: Place = { folder, environment, stop: () => current.stop(), start: () => current.start() };
  const paid = (count: number) =>
    vi.waitUntil(() => current.payments.size >= count, { timeout: 60_000, interval: 20 });
  await current.start();
  await current.letPeopleIn(people);
  await paid(20);
  const before = { orders: new Map(current.orders), payments: new Set(current.payments) };
  await follow(`Back up ${name}`, at);
  // Nobody else may read it: the keys of tokens are in it.
  expect((statSync(join(folder, file)).mode & 0o777).toString(8)).toBe("600");
  const during = new Set(current.orders.keys());
  await paid(current.payments.size + 20);
  await follow(`Restore ${name}`, at);

  const kept = await whatIsThere(current);
  for (const transactionId of before.orders.keys()) expect(kept.orders).toContain(transactionId);
  for (const transactionId of before.payments) expect(kept.paid).toContain(transactionId);
  const later = [...current.orders.keys()].filter((transactionId) => !during.has(transactionId));
  expect(later.filter((transactionId) => kept.orders.includes(transactionId))).toEqual([]);
  const member = await signIn(current.url, people[0] as string);
  const renewed = await current.renew(member, "ORD-after-the-restore");
  expect((await member.membership()).history.map(({ transaction_id }) => transaction_id)).toContain(renewed);
  console.log(
    `${name}: ${current.orders.size} orders acknowledged, ${before.orders.size} before the backup, ${kept.orders.length} restored`,
  );
}

/** What each person finds; fails where the payments and the membership of one do not agree. */
async function whatIsThere({ url, orders }: Shop): Promise<{ orders: string[]; paid: string[] }> {
  const found = { orders: [] as string[], paid: [] as string[] };
  for (const person of people) {
    const member = await signIn(url, person);
    const own = [...orders].filter(([, userId]) => userId === person).map(([transactionId]) => transactionId);
    const states = await Promise.all(
      own.map((transactionId) =>
        member.payment(transactionId).then(
          ({ status }) => status,
          () => undefined,
        ),
      ),
    );
    const paid = own.filter((_, index) => states[index] === "paid");
    const { history } = await member.membership();
    expect(history.map(({ transaction_id }) => transaction_id).sort()).toEqual([...paid].sort());
    found.orders.push(...own.filter((_, index) => states[index] !== undefined));
    found.paid.push(...paid);
  }
  return found;
}
