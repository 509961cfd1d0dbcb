import type { Schemas } from "@renewal/contract";
import { expect } from "vitest";
import type { Answer } from "./client.ts";
import type { Fleet, Member } from "./fleet.ts";
import { paid } from "./fleet.ts";
import { together } from "./load.ts";
import { pause, until } from "./size.ts";

/** What servers have acknowledged, and so must know for ever. */
export class Book {
  /** Whose each order is. */
  readonly orders = new Map<string, string>();
  readonly payments = new Set<string>();
  /** Requests whose connection broke. */
  broken = 0;
  /** Answers that told to come back later, as they have to: 503 with Retry-After. */
  later = 0;
  /** Orders that the gateway did not answer for in time: 500 with Retry-After. The sandbox lives in our database. */
  notPlaced = 0;
  /** Any other answer but 200. */
  readonly wrong: string[] = [];

  /** Notes an answer; undefined: the connection broke. Tells whether it was 200. */
  note(answer: Answer | undefined): answer is Answer {
    const retriable = Number(answer?.headers["retry-after"]) > 0;
    if (answer === undefined) this.broken += 1;
    else if (answer.status === 503 && retriable) this.later += 1;
    else if (answer.text.includes('"PAYMENT_FAILED"') && retriable) this.notPlaced += 1;
    else if (answer.status !== 200) this.wrong.push(`${answer.status} ${answer.text}`);
    return answer?.status === 200;
  }

  get users(): string[] {
    return [...new Set(this.orders.values())];
  }
}

/** How people who order and pay ask: whatever becomes of it is told to the book, and they go on. */
export interface Stream {
  fleet: Fleet;
  book: Book;
  member: Member;
  isOver: () => boolean;
}

let orders = 0;

/** Orders and pays, one order after another, each payment notified twice at once, to two servers where there are two. */
export async function orderAndPay({ fleet, book, member, isOver }: Stream): Promise<void> {
  for (let turn = 0; !isOver(); turn += 1) {
    const created = await member.create(fleet.url(turn), `ORD-${++orders}`).catch(() => undefined);
    if (!book.note(created)) {
      await pause(20);
      continue;
    }
    const { transaction_id } = JSON.parse(created.text) as Schemas["PaymentCreated"];
    book.orders.set(transaction_id, member.userId);
    const notification = paid(transaction_id);
    const answers = await Promise.all(
      [turn, turn + 1].map((number) => fleet.notify(fleet.url(number), notification).catch(() => undefined)),
    );
    const acknowledged = answers.map((answer) => book.note(answer));
    if (acknowledged.includes(true)) book.payments.add(transaction_id);
  }
}

/** Compares everything that was acknowledged with what the API tells and with what the tables hold. */
export async function nothingIsLost(fleet: Fleet, book: Book): Promise<void> {
  await everyOrderIsFinished(fleet);
  await together({ count: book.users.length, atOnce: 8 }, async (number) => {
    const userId = book.users[number] as string;
    await isWhole(fleet, await fleet.signIn(userId), book);
  });
  await tablesAgree(fleet);
}

/** What a crash left in the middle of its creation is brought to its end by whoever is there. */
async function everyOrderIsFinished({ storage: { connection } }: Fleet): Promise<void> {
  const creating = async () => {
    const query = connection.db.selectFrom("orders").select("transactionId").where("status", "=", "creating");
    return (await query.execute()).length === 0;
  };
  await until(creating, "no order is still being created", 30);
}

async function isWhole(fleet: Fleet, member: Member, book: Book): Promise<void> {
  const { history } = await membershipOf(fleet, member);
  const renewed = history.map(({ transaction_id }) => transaction_id);
  expect(new Set(renewed).size, "renewed once for each payment").toBe(renewed.length);
  expect(periodsThatFollow(history), "each period begins where the one before ends").toBe(history.length);
  const known = await paymentsOf(fleet, member);
  for (const [transactionId, status] of known) {
    expect(renewed.includes(transactionId), "ledger and orders agree").toBe(status === "paid");
  }
  for (const [transactionId, userId] of book.orders) {
    if (userId !== member.userId) continue;
    expect(known.has(transactionId), `order ${transactionId} is known`).toBe(true);
    if (book.payments.has(transactionId)) expect(known.get(transactionId)).toBe("paid");
  }
}

function periodsThatFollow(history: Schemas["MembershipPeriod"][]): number {
  return history.filter(({ starts_at }, number) => {
    const before = history[number - 1];
    return before === undefined || starts_at === before.ends_at;
  }).length;
}

async function membershipOf(fleet: Fleet, member: Member): Promise<Schemas["Membership"]> {
  const { status, text } = await member.ask(fleet.url(), "/membership");
  expect(status).toBe(200);
  return JSON.parse(text);
}

/** The status of every order that the API tells a member of. */
async function paymentsOf(fleet: Fleet, member: Member): Promise<Map<string, string>> {
  const known = new Map<string, string>();
  let cursor: string | undefined;
  do {
    const query = cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, text } = await member.ask(fleet.url(), `/payments?limit=100${query}`);
    expect(status).toBe(200);
    const page = JSON.parse(text) as Schemas["PaymentList"];
    for (const payment of page.data) known.set(payment.transaction_id, payment.status);
    cursor = page.next_cursor;
  } while (cursor !== undefined);
  return known;
}

/** An order is paid exactly when the ledger has it, and the gateway has exactly one order for each of ours. */
async function tablesAgree({ storage: { connection } }: Fleet): Promise<void> {
  const { db } = connection;
  const ids = async (rows: Promise<{ transactionId: string }[]>) =>
    (await rows).map(({ transactionId }) => transactionId).sort();
  const paidOrders = db.selectFrom("orders").select("transactionId").where("status", "=", "paid");
  expect(await ids(db.selectFrom("ledger").select("transactionId").execute())).toEqual(
    await ids(paidOrders.execute()),
  );
  expect(await ids(db.selectFrom("sandboxPayments").select("transactionId").execute())).toEqual(
    await ids(db.selectFrom("orders").select("transactionId").execute()),
  );
}
