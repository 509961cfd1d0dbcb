import * as InstantFns from "temporal-polyfill/fns/Instant";
import * as ZonedDateTimeFns from "temporal-polyfill/fns/ZonedDateTime";
import type { LedgerEntry } from "../model.ts";

/** What one payment added to a membership: from `startsAt` until just before `endsAt`, in milliseconds since 1970. */
export interface Period {
  entry: LedgerEntry;
  startsAt: number;
  endsAt: number;
}

/**
 * The periods that a ledger makes. Payments are taken in the order in which they were paid, so that any order of
 * delivery gives one outcome. A payment before the expiry extends it; one after a lapse starts anew at its own moment.
 *
 * All months of an unbroken run are counted from the run's first moment: Jan 31, Feb 28, Mar 31, and twelve monthly
 * payments end where a yearly one does. Months are calendar months in the business time zone.
 *
 * @param ledger the payments that count, in any order, each transaction once
 * @param timeZone an IANA name, e.g. `Asia/Shanghai`
 */
export function periodsOf(ledger: readonly LedgerEntry[], timeZone: string): Period[] {
  const periods: Period[] = [];
  let runStart = 0;
  let runMonths = 0;
  let expiry = Number.NEGATIVE_INFINITY;
  for (const entry of [...ledger].sort(byPayment)) {
    if (entry.paidAt >= expiry) {
      runStart = entry.paidAt;
      runMonths = 0;
    }
    const startsAt = Math.max(entry.paidAt, expiry);
    runMonths += entry.months;
    expiry = addMonths(runStart, runMonths, timeZone);
    periods.push({ entry, startsAt, endsAt: expiry });
  }
  return periods;
}

function byPayment(a: LedgerEntry, b: LedgerEntry): number {
  if (a.paidAt !== b.paidAt) return a.paidAt - b.paidAt;
  return a.transactionId < b.transactionId ? -1 : 1;
}

/**
 * The same wall-clock time so many calendar months later in that zone, on the month's last day where the day does not
 * exist. A time that a clock change skips moves forward by the gap; one that it repeats is the earlier of the two.
 */
export function addMonths(instant: number, months: number, timeZone: string): number {
  const start = InstantFns.toZonedDateTimeISO(InstantFns.fromEpochMilliseconds(instant), timeZone);
  return ZonedDateTimeFns.addMonths(start, months).epochMilliseconds;
}
