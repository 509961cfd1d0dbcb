import { type PaymentStatus, paymentStatuses } from "@renewal/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bob, hour, morning, openTown, shop, type Town } from "../town.ts";

/** What a gateway may say of one of two orders: in time, from the past, and once with a wrong amount. */
interface Report {
  order: 0 | 1;
  status: "failed" | "closed" | "paid" | "refunded";
  /** Hours after the order was created. */
  at: number;
  amount: number;
  currency: string;
}

const right = { amount: 99.99, currency: "CNY" };

const report: fc.Arbitrary<Report> = fc.record({
  order: fc.constantFrom(0 as const, 1 as const),
  status: fc.constantFrom("failed", "closed", "paid", "paid", "refunded"),
  at: fc.constantFrom(-2, 0, 1, 2, 3),
  ...{
    amount: fc.constantFrom(...Array(9).fill(right.amount), 9.99),
    currency: fc.constantFrom(...Array(19).fill(right.currency), "USD"),
  },
});

/** A town with two orders of one member; the same transaction ids every time, so that outcomes can be compared. */
async function townWithOrders(): Promise<{ town: Town; ids: readonly [string, string] }> {
  const town = openTown();
  const first = await town.create({ order_id: "FIRST", notify_url: "https://shop.example.com/hook" }, bob);
  const second = await town.create({ order_id: "SECOND" }, bob);
  return { town, ids: [first.body.transaction_id, second.body.transaction_id] };
}

async function outcomeOf(reports: readonly Report[]) {
  const { town, ids } = await townWithOrders();
  for (const { order, status, at, amount, currency } of reports) {
    town.clock.time += 1000;
    const timestamp = new Date(morning + at * hour).toISOString();
    const answer = await town.notify({ transaction_id: ids[order], status, amount, currency, timestamp });
    const isRight = amount === right.amount && currency === right.currency;
    expect(answer.status).toBe(isRight ? 200 : 400);
  }
  town.clock.time = morning + 400 * 24 * hour;
  const membership = await town.membership(bob);
  const orders = await Promise.all(
    ids.map(async (id) => {
      const { updated_at, transaction_id, payment_url, ...payment } = await town.payment(id, shop);
      return { ...payment, review: town.store.tables.orders.get(id)?.review };
    }),
  );
  // Other towns count on in their transaction ids.
  for (const period of membership.history) delete period.transaction_id;
  return { orders, membership };
}

/** What the design says that all of them come to, without looking at their order. */
function expected(reports: readonly Report[]) {
  const iso = (hours: number) => new Date(morning + Math.max(0, hours) * hour).toISOString();
  return [0, 1].map((order) => {
    const ours = reports.filter((each) => each.order === order);
    const good = ours.filter(
      ({ amount, currency }) => amount === right.amount && currency === right.currency,
    );
    const earliest = (status: string) =>
      good
        .filter((each) => each.status === status)
        .map(({ at }) => at)
        .sort((a, b) => a - b)[0];
    const rank = Math.max(1, ...good.map(({ status }) => paymentStatuses.indexOf(status as PaymentStatus)));
    const moments = {
      paid_at: earliest("paid"),
      closed_at: earliest("closed"),
      refunded_at: earliest("refunded"),
    };
    return {
      status: paymentStatuses[rank],
      review: good.length < ours.length ? "AMOUNT_MISMATCH" : undefined,
      ...Object.fromEntries(
        Object.entries(moments).flatMap(([name, at]) => (at === undefined ? [] : [[name, iso(at)]])),
      ),
    };
  });
}

let sequences = 0;

async function comesTo(reports: readonly Report[], outcome?: object) {
  sequences += 1;
  const reached = await outcomeOf(reports);
  const wanted = expected(reports);
  for (const [index, order] of wanted.entries()) expect(reached.orders[index]).toMatchObject(order);
  for (const [index, order] of reached.orders.entries()) {
    const names = ["paid_at", "closed_at", "refunded_at"].filter((name) => name in order);
    expect(names).toEqual(
      ["paid_at", "closed_at", "refunded_at"].filter((name) => name in (wanted[index] ?? {})),
    );
  }
  expect(reached.membership.history).toHaveLength(wanted.filter(({ status }) => status === "paid").length);
  if (outcome !== undefined) expect(reached).toEqual(outcome);
  return reached;
}

describe("notifications about two orders", () => {
  test("lead to one outcome in any order and with any duplicates: 10,000 sequences", async () => {
    const deliveries = fc.array(report, { minLength: 1, maxLength: 7 }).chain((reports) =>
      fc.tuple(
        fc.constant(reports),
        fc.array(
          fc
            .tuple(
              fc.shuffledSubarray(reports, { minLength: reports.length }),
              fc.array(fc.tuple(fc.constantFrom(...reports), fc.nat(20)), { maxLength: 4 }),
            )
            .map(([order, copies]) =>
              copies.reduce((list, [copy, at]) => list.toSpliced(at % (list.length + 1), 0, copy), order),
            ),
          { minLength: 4, maxLength: 4 },
        ),
      ),
    );
    sequences = 0;
    await fc.assert(
      fc.asyncProperty(deliveries, async ([reports, others]) => {
        const outcome = await comesTo(reports);
        for (const other of others) await comesTo(other, outcome);
      }),
      { numRuns: 2000 },
    );
    expect(sequences).toBeGreaterThanOrEqual(10_000);
  }, 120_000);

  test("lead to one outcome in each of the 720 orders that six of them have", async () => {
    const six: Report[] = [
      { order: 0, status: "failed", at: 0, ...right },
      { order: 0, status: "paid", at: 2, ...right },
      { order: 0, status: "paid", at: 1, ...right },
      { order: 0, status: "closed", at: 1, ...right },
      { order: 0, status: "refunded", at: 3, ...right, amount: 9.99 },
      { order: 1, status: "paid", at: -2, ...right },
    ];
    const outcome = await comesTo(six);
    expect(outcome.orders.map(({ status, review }) => [status, review])).toEqual([
      ["paid", "AMOUNT_MISMATCH"],
      ["paid", undefined],
    ]);
    expect(outcome.membership.expires_at).toBe("2028-01-15T08:30:00.000Z");
    let count = 0;
    for (const permutation of permutationsOf(six)) {
      await comesTo(permutation, outcome);
      count += 1;
    }
    expect(count).toBe(720);
  }, 60_000);
});

function* permutationsOf<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [index, item] of items.entries()) {
    for (const rest of permutationsOf(items.toSpliced(index, 1))) yield [item, ...rest];
  }
}
