import { addMonths, type LedgerEntry, periodsOf } from "@renewal/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { iso, payment } from "./ledger.ts";

const shanghai = "Asia/Shanghai";

/** When the membership that these payments make ends, as the business's clocks show it. */
function ends(payments: LedgerEntry[], zone = shanghai): string[] {
  return periodsOf(payments, zone).map(({ endsAt }) => local(endsAt, zone));
}

function local(moment: number, zone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  return parts.format(moment).replace(" ", "T");
}

/** Monthly payments, each made a day before the one before runs out. */
function monthly(first: string, count: number, zone = shanghai): LedgerEntry[] {
  const payments = [payment(first, 1, "TXN000")];
  while (payments.length < count) {
    const expiry = periodsOf(payments, zone).at(-1)?.endsAt as number;
    payments.push(payment(expiry - 86_400_000, 1, `TXN${String(payments.length).padStart(3, "0")}`));
  }
  return payments;
}

describe("a renewal", () => {
  test("of a yearly package lasts until the same wall-clock time a year later", () => {
    expect(ends([payment("2026-01-15T16:30:00+08:00", 12)])).toEqual(["2027-01-15T16:30:00"]);
  });

  test("keeps the day of the first payment: January 31 leads to February 28 and on to March 31", () => {
    expect(ends(monthly("2026-01-31T10:00:00+08:00", 6))).toEqual([
      "2026-02-28T10:00:00",
      "2026-03-31T10:00:00",
      "2026-04-30T10:00:00",
      "2026-05-31T10:00:00",
      "2026-06-30T10:00:00",
      "2026-07-31T10:00:00",
    ]);
  });

  test("from January 31 of a leap year leads to February 29 and on to March 31", () => {
    expect(ends(monthly("2028-01-31T10:00:00+08:00", 2))).toEqual([
      "2028-02-29T10:00:00",
      "2028-03-31T10:00:00",
    ]);
  });

  test("from February 29 ends on February 28 in common years and on February 29 in the next leap year", () => {
    const years = [2028, 2029, 2030, 2031].map((year) => payment(`${year}-02-20T00:00:00Z`, 12));
    const leapDay = payment("2028-02-29T12:00:00+08:00", 12, "TXN0");
    expect(ends([leapDay, ...years.slice(1)])).toEqual([
      "2029-02-28T12:00:00",
      "2030-02-28T12:00:00",
      "2031-02-28T12:00:00",
      "2032-02-29T12:00:00",
    ]);
  });

  test("in 1900 and 2100 finds no February 29, in 2000 it does", () => {
    expect(ends([payment("2000-01-31T12:00:00+08:00")])).toEqual(["2000-02-29T12:00:00"]);
    expect(ends([payment("2100-01-31T12:00:00+08:00")])).toEqual(["2100-02-28T12:00:00"]);
  });

  test("runs over the end of the year", () => {
    expect(ends([payment("2026-12-31T23:59:59+08:00")])).toEqual(["2027-01-31T23:59:59"]);
    expect(ends([payment("2026-11-30T00:00:00+08:00", 3)])).toEqual(["2027-02-28T00:00:00"]);
  });

  test("paid a second before the business's midnight counts from that day, whatever day UTC has", () => {
    expect(ends([payment("2026-01-30T15:59:59Z")])).toEqual(["2026-02-28T23:59:59"]);
    expect(ends([payment("2026-01-31T15:59:59Z")])).toEqual(["2026-02-28T23:59:59"]);
    expect(ends([payment("2026-01-31T16:00:00Z")])).toEqual(["2026-03-01T00:00:00"]);
  });

  test("before the expiry is put behind it: nothing that was paid for is lost", () => {
    const [first, second] = [
      payment("2026-01-15T12:00:00+08:00", 12),
      payment("2026-02-01T12:00:00+08:00", 3),
    ];
    const periods = periodsOf([first, second], shanghai);
    expect(
      periods.map(({ startsAt, endsAt }) => [local(startsAt, shanghai), local(endsAt, shanghai)]),
    ).toEqual([
      ["2026-01-15T12:00:00", "2027-01-15T12:00:00"],
      ["2027-01-15T12:00:00", "2027-04-15T12:00:00"],
    ]);
  });

  test("after a lapse starts at its own moment, with its own day", () => {
    const payments = [payment("2026-01-31T12:00:00+08:00"), payment("2026-03-05T09:00:00+08:00")];
    expect(ends(payments)).toEqual(["2026-02-28T12:00:00", "2026-04-05T09:00:00"]);
  });

  test("a millisecond before the expiry keeps the day, at the very expiry it begins anew", () => {
    const first = payment("2026-01-31T12:00:00+08:00");
    const expiry = Date.parse("2026-02-28T12:00:00+08:00");
    expect(ends([first, payment(expiry - 1)])[1]).toBe("2026-03-31T12:00:00");
    expect(ends([first, payment(expiry)])[1]).toBe("2026-03-28T12:00:00");
  });

  test("of two at the same millisecond both count", () => {
    const at = "2026-01-31T12:00:00+08:00";
    expect(ends([payment(at, 1, "TXN2"), payment(at, 12, "TXN1")]).at(-1)).toBe("2027-02-28T12:00:00");
  });
});

const start = Date.parse("2001-01-01T00:00:00Z");
const moment = fc.integer({ min: start, max: start + 40 * 366 * 86_400_000 });
const months = fc.constantFrom(1, 1, 3, 12);
const ledger = fc
  .array(fc.tuple(moment, months), { maxLength: 12 })
  .map((payments) => payments.map(([at, count], index) => payment(at, count, `TXN${index}`)));
/** Payments that mostly meet a running membership. */
const loyal = fc
  .tuple(moment, fc.array(fc.tuple(fc.nat(45 * 86_400_000), months), { minLength: 1, maxLength: 12 }))
  .map(([first, later]) => {
    let at = first;
    return later.map(([pause, count], index) => {
      at += pause;
      return payment(at, count, `TXN${index}`);
    });
  });
const anyLedger = fc.oneof(ledger, loyal);

/** The payment, moved to a day from the 2nd to the 27th in UTC: in every zone a day that all months have. */
function onCommonDay(entry: LedgerEntry): LedgerEntry {
  const day = new Date(entry.paidAt).getUTCDate();
  return { ...entry, paidAt: entry.paidAt + (Math.min(27, Math.max(2, day)) - day) * 86_400_000 };
}

/** The rule in the words of the design, by calendar arithmetic alone: in Shanghai it is eight hours past UTC, always. */
function expiryByHand(payments: LedgerEntry[]): number {
  const ahead = 8 * 3_600_000;
  let expiry = Number.NEGATIVE_INFINITY;
  let anchorDay = 0;
  for (const { paidAt, months } of payments.toSorted((a, b) => a.paidAt - b.paidAt)) {
    const base = new Date(Math.max(paidAt, expiry) + ahead);
    if (paidAt >= expiry) anchorDay = base.getUTCDate();
    const lastDay = new Date(
      Date.UTC(base.getUTCFullYear(), base.getUTCMonth() + months + 1, 0),
    ).getUTCDate();
    base.setUTCDate(1);
    base.setUTCMonth(base.getUTCMonth() + months);
    base.setUTCDate(Math.min(anchorDay, lastDay));
    expiry = base.getTime() - ahead;
  }
  return expiry;
}

const expiryOf = (payments: LedgerEntry[], zone = shanghai) =>
  periodsOf(payments, zone).at(-1)?.endsAt ?? Number.NEGATIVE_INFINITY;

describe("a membership, whatever was paid when,", () => {
  test("ends where the calendar on the wall says", () => {
    fc.assert(
      fc.property(anyLedger, (payments) => expiryOf(payments) === expiryByHand(payments)),
      { numRuns: 3000 },
    );
  });

  test("is the same in whatever order its payments are read", () => {
    const shuffled = anyLedger.chain((payments) =>
      fc.tuple(fc.constant(payments), fc.shuffledSubarray(payments, { minLength: payments.length })),
    );
    fc.assert(
      fc.property(shuffled, ([payments, others]) => {
        expect(periodsOf(others, shanghai)).toEqual(periodsOf(payments, shanghai));
      }),
      { numRuns: 1000 },
    );
  });

  test("paid for on days that every month has, never ends earlier for one more payment", () => {
    fc.assert(
      fc.property(anyLedger, moment, months, (payments, at, count) => {
        const [paid, more] = [payments.map(onCommonDay), onCommonDay(payment(at, count, "TXN_more"))];
        return expiryOf([...paid, more]) >= expiryOf(paid);
      }),
      { numRuns: 3000 },
    );
  });

  // Both runs end on February 28, each at its own time of day: the price of a day that is carried.
  test("paid for at a month's end, may end hours earlier for one more payment, since February has no 30th", () => {
    const [early, late] = [payment("2026-12-31T01:00:00+08:00"), payment("2027-01-30T12:00:00+08:00")];
    expect(ends([late])).toEqual(["2027-02-28T12:00:00"]);
    expect(ends([early, late])).toEqual(["2027-01-31T01:00:00", "2027-02-28T01:00:00"]);
  });

  test("where clocks change, ends for one more payment no more than the hour of a change earlier", () => {
    const zones = fc.constantFrom("America/New_York", "Europe/Berlin", "Australia/Lord_Howe");
    fc.assert(
      fc.property(anyLedger, moment, months, zones, (payments, at, count, zone) => {
        const [paid, more] = [payments.map(onCommonDay), onCommonDay(payment(at, count, "TXN_more"))];
        return expiryOf([...paid, more], zone) >= expiryOf(paid, zone) - 3_600_000;
      }),
      { numRuns: 1000 },
    );
  });

  test("has periods without overlap, each as long as was paid for and none before its payment", () => {
    fc.assert(
      fc.property(anyLedger, (payments) => {
        let expiry = Number.NEGATIVE_INFINITY;
        for (const { entry, startsAt, endsAt } of periodsOf(payments, shanghai)) {
          expect(startsAt).toBe(Math.max(entry.paidAt, expiry));
          const days = (endsAt - startsAt) / 86_400_000;
          expect(days).toBeGreaterThanOrEqual(28 * entry.months);
          expect(days).toBeLessThanOrEqual(31 * entry.months);
          expiry = endsAt;
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("ends alike for twelve monthly payments, four quarterly ones and a yearly one", () => {
    const zones = fc.constantFrom(
      shanghai,
      "America/New_York",
      "Europe/Berlin",
      "Australia/Lord_Howe",
      "UTC",
    );
    const split = (first: number, count: number, zone: string) => {
      const payments: LedgerEntry[] = [];
      for (let index = 0; index < count; index += 1) {
        const at = index === 0 ? first : expiryOf(payments, zone) - 60_000;
        payments.push(payment(at, 12 / count, `TXN${String(index).padStart(2, "0")}`));
      }
      return expiryOf(payments, zone);
    };
    fc.assert(
      fc.property(moment, zones, (first, zone) => {
        const yearly = addMonths(first, 12, zone);
        return [1, 4, 12].every((count) => split(first, count, zone) === yearly);
      }),
      { numRuns: 300 },
    );
  });

  test("that nobody ever paid for has no period", () => {
    expect(periodsOf([], shanghai)).toEqual([]);
  });
});

test("the moments of a membership are written in UTC", () => {
  expect(iso(expiryOf([payment("2026-01-15T08:30:00.123Z", 12)]))).toBe("2027-01-15T08:30:00.123Z");
});
