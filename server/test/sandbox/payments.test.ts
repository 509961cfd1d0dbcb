import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryPayments, type SandboxPayment, type SandboxPayments } from "@renewal/engine/sandbox";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStorage } from "../../src/storage/storage.ts";

/** Two doors into the same memory, as two processes have them. */
interface Doors {
  doors: [SandboxPayments, SandboxPayments];
  close(): Promise<unknown>;
}

const clock = { now: Date.now };

async function overStorage(options: { url?: string; file: string }): Promise<Doors> {
  const storages = [openStorage({ ...options, clock }), openStorage({ ...options, clock })] as const;
  await storages[0].migrate();
  return {
    doors: [storages[0].sandbox, storages[1].sandbox],
    close: () => Promise.all(storages.map((storage) => storage.close())),
  };
}

async function inMemory(): Promise<Doors> {
  const payments = memoryPayments();
  return { doors: [payments, payments], close: async () => {} };
}

async function inSqlite(): Promise<Doors> {
  const folder = await mkdtemp(join(tmpdir(), "renewal-"));
  const { doors, close } = await overStorage({ file: join(folder, "sandbox.db") });
  return { doors, close: () => close().then(() => rm(folder, { recursive: true })) };
}

async function inPostgres(): Promise<Doors> {
  const server = new URL(process.env.TEST_DATABASE_URL as string);
  const name = `sandbox_${randomUUID().replaceAll("-", "")}`;
  const admin = new pg.Client({ connectionString: server.href });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const { doors, close } = await overStorage({
    url: new URL(`/${name}`, server).href,
    file: "",
  });
  return {
    doors,
    close: async () => {
      await close();
      await admin.query(`drop database ${name}`);
      await admin.end();
    },
  };
}

const stores = [
  ["memory", inMemory, true],
  ["SQLite", inSqlite, true],
  ["PostgreSQL", inPostgres, process.env.TEST_DATABASE_URL !== undefined],
] as const;

for (const [name, open, available] of stores) {
  describe.skipIf(!available)(`The sandbox's payments in ${name}`, () => {
    let here: SandboxPayments;
    let there: SandboxPayments;
    let opened: Doors;
    beforeAll(async () => {
      opened = await open();
      [here, there] = opened.doors;
    }, 30_000);
    afterAll(() => opened.close());

    test("are read as they were written, the absent fields absent", async () => {
      const full = payment({
        subject: "年度会员 “Jährlich” \u0000\u202e🎉'\"\\",
        returnUrl: "https://shop.example.com/",
        months: 12,
        next: { status: "refunded", at: 7 },
        notifications: [notification(1, 50_000)],
      });
      const { months: _months, returnUrl: _returnUrl, ...bare } = payment();
      for (const written of [full, bare]) {
        expect(await here.insert(written)).toEqual({ inserted: true, payment: written });
        expect(await there.find(written.transactionId)).toEqual(written);
      }
    });

    test("are inserted once by exactly one of many at once, and the others get that one", async () => {
      const { transactionId } = payment();
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, caller) =>
          (caller % 2 ? here : there).insert(payment({ transactionId, subject: `caller ${caller}` })),
        ),
      );
      expect(answers.filter(({ inserted }) => inserted)).toHaveLength(1);
      const kept = await here.find(transactionId);
      for (const answer of answers) expect(answer.payment.subject).toBe(kept?.subject);
    });

    test("lose no change to another one at the same time", async () => {
      const { transactionId } = (await here.insert(payment())).payment;
      const once = (current: SandboxPayment) => ({ ...current, declines: current.declines + 1 });
      await Promise.all(
        Array.from({ length: 40 }, (_, caller) => (caller % 2 ? here : there).change(transactionId, once)),
      );
      expect((await here.find(transactionId))?.declines).toBe(40);
    });

    test("stay as they are when the decision is the same object, or an error", async () => {
      const written = payment();
      await here.insert(written);
      expect(await here.change(written.transactionId, (current) => current)).toEqual(written);
      const failing = here.change(written.transactionId, () => {
        throw new Error("no decision");
      });
      await expect(failing).rejects.toThrow("no decision");
      expect(await here.find(written.transactionId)).toEqual(written);
    });

    test("that do not exist are neither found nor changed", async () => {
      expect(await here.find("TXN-nobody")).toBeUndefined();
      expect(await here.change("TXN-nobody", (current) => current)).toBeUndefined();
    });

    test("with a notification due are claimed by one process each, the longest due first", async () => {
      const due = Array.from({ length: 30 }, (_, index) =>
        payment({ notifications: [notification(0, 1000 - index)] }),
      );
      for (const one of due) await here.insert(one);
      await here.insert(payment({ notifications: [notification(0, 1001)] }));
      await here.insert(payment());
      const first = await here.claimDue(1000, 9000, 3);
      expect(first.map(({ transactionId }) => transactionId)).toEqual(
        due
          .slice(-3)
          .reverse()
          .map(({ transactionId }) => transactionId),
      );
      const rest = await Promise.all(
        Array.from({ length: 6 }, (_, caller) => (caller % 2 ? here : there).claimDue(1000, 9000, 7)),
      );
      // What two ask for at once, one may get nothing of; nothing is given to both.
      const more = await here.claimDue(1000, 9000, 100);
      const claimed = [first, ...rest, more].flat();
      expect(claimed.every(({ claimedUntil }) => claimedUntil === 9000)).toBe(true);
      expect(claimed.map(({ transactionId }) => transactionId).sort()).toEqual(
        due.map(({ transactionId }) => transactionId).sort(),
      );
      expect(await there.claimDue(8999, 20_000, 100)).toMatchObject([{ notifications: [{ dueAt: 1001 }] }]);
      expect(await there.claimDue(9000, 30_000, 100)).toHaveLength(30);
    });

    test("are claimable again as soon as a change gives the claim back", async () => {
      const { transactionId } = (await here.insert(payment({ notifications: [notification(0, 5)] }))).payment;
      expect(await here.claimDue(10, 10_000, 1)).toMatchObject([{ transactionId }]);
      expect(await there.claimDue(10, 10_000, 1)).toEqual([]);
      await here.change(transactionId, (current) => ({ ...current, claimedUntil: 0 }));
      expect(await there.claimDue(10, 10_000, 1)).toMatchObject([{ transactionId }]);
    });
  });
}

function payment(about: Partial<SandboxPayment> = {}): SandboxPayment {
  return {
    ...{ transactionId: `TXN${randomUUID()}`, orderId: "ORD1", minorUnits: 9999, currency: "CNY" },
    ...{ subject: "Annual Membership", createdAt: 1, expiresAt: 2, status: "pending", statusAt: 1 },
    ...{ declines: 0, planned: 0, notifications: [], claimedUntil: 0 },
    ...about,
  };
}

function notification(number: number, dueAt: number) {
  return { number, status: "paid" as const, at: 1, minorUnits: 9999, dueAt, attempts: 0 };
}
