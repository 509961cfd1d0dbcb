import { validateBody } from "@renewal/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const notification = { transaction_id: "TXN1", status: "paid", amount: 99.99, currency: "CNY" };

function isTaken(timestamp: string): boolean {
  return validateBody("receiveNotification", { ...notification, timestamp }).length === 0;
}

describe("a timestamp is a moment of RFC 3339", () => {
  test.each([
    "2026-01-15T08:30:00Z",
    "2026-01-15T08:30:00.1Z",
    "2026-01-15T08:30:00.123456789Z",
    "2026-01-15t08:30:00z",
    "2026-01-15T16:30:00+08:00",
    "2026-01-15T08:30:00-00:00",
    "2024-02-29T00:00:00Z",
    "2000-02-29T23:59:59Z",
    "2026-12-31T23:59:59+23:59",
  ])("%s is one", (timestamp) => expect(isTaken(timestamp)).toBe(true));

  test.each([
    ["a day", "2026-01-15"],
    ["without zone", "2026-01-15T08:30:00"],
    ["without seconds", "2026-01-15T08:30Z"],
    ["with a space", "2026-01-15 08:30:00Z"],
    ["February 29 of a common year", "2026-02-29T00:00:00Z"],
    ["February 29 of 1900", "1900-02-29T00:00:00Z"],
    ["February 30", "2024-02-30T00:00:00Z"],
    ["April 31", "2026-04-31T00:00:00Z"],
    ["a thirteenth month", "2026-13-01T00:00:00Z"],
    ["day 0", "2026-01-00T00:00:00Z"],
    ["hour 24", "2026-01-15T24:00:00Z"],
    ["minute 60", "2026-01-15T08:60:00Z"],
    ["second 61", "2026-01-15T08:30:61Z"],
    ["second 60 in the middle of an hour", "2026-01-15T08:30:60Z"],
    ["a leap second, which no clock here can show", "2016-12-31T23:59:60Z"],
    ["a zone of 24 hours", "2026-01-15T08:30:00+24:00"],
    ["a zone without colon", "2026-01-15T08:30:00+0800"],
    ["a fraction without digits", "2026-01-15T08:30:00.Z"],
    ["a comma", "2026-01-15T08:30:00,5Z"],
    ["two years of digits", "26-01-15T08:30:00Z"],
    ["a signed year", "+002026-01-15T08:30:00Z"],
    ["a line end after it", "2026-01-15T08:30:00Z\n"],
    ["seconds since 1970", "1768465800"],
    ["full-width digits", "２０２６-01-15T08:30:00Z"],
    ["nothing", ""],
  ])("%s is none: %j", (_, timestamp) => expect(isTaken(timestamp)).toBe(false));

  test("every moment that JavaScript writes is one", () => {
    const moment = fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true });
    fc.assert(fc.property(moment, (date) => isTaken(date.toISOString())));
  });

  test("February 29 exists in leap years only, in each of ten thousand years", () => {
    const wrong = Array.from({ length: 10_000 }, (_, year) => year).filter((year) => {
      const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
      return isTaken(`${String(year).padStart(4, "0")}-02-29T12:00:00Z`) !== isLeap;
    });
    expect(wrong).toEqual([]);
  });

  test("exactly the days and hours of the calendar are taken", () => {
    const parts = fc.record({
      year: fc.nat(9999),
      month: fc.nat(13),
      day: fc.integer({ min: 27, max: 32 }),
      hour: fc.nat(24),
      minute: fc.nat(60),
      second: fc.nat(61),
      zone: fc.nat(24),
    });
    const answers = new Set<boolean>();
    fc.assert(
      fc.property(parts, ({ year, month, day, hour, minute, second, zone }) => {
        const lastDay = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
        const exists =
          month >= 1 && month <= 12 && day <= lastDay && hour < 24 && minute < 60 && second < 60 && zone < 24;
        const [mm, dd, hh, min, ss, zz] = [month, day, hour, minute, second, zone].map((n) =>
          String(n).padStart(2, "0"),
        );
        const timestamp = `${String(year).padStart(4, "0")}-${mm}-${dd}T${hh}:${min}:${ss}+${zz}:00`;
        answers.add(exists);
        return isTaken(timestamp) === exists && (!exists || !Number.isNaN(Date.parse(timestamp)));
      }),
      { numRuns: 5000 },
    );
    expect(answers).toEqual(new Set([true, false]));
  });
});
