import { spawnSync } from "node:child_process";
import { addMonths } from "@renewal/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { iso } from "./ledger.ts";

const later = (moment: string, months: number, zone: string) =>
  iso(addMonths(Date.parse(moment), months, zone));

describe("a month later", () => {
  test.each([
    [
      "New York goes to summer time",
      "America/New_York",
      "2026-02-15T17:00:00.000Z",
      "2026-03-15T16:00:00.000Z",
    ],
    ["New York goes back", "America/New_York", "2026-10-15T16:00:00.000Z", "2026-11-15T17:00:00.000Z"],
    ["Berlin goes to summer time", "Europe/Berlin", "2026-03-15T11:00:00.000Z", "2026-04-15T10:00:00.000Z"],
    ["Berlin goes back", "Europe/Berlin", "2026-10-15T10:00:00.000Z", "2026-11-15T11:00:00.000Z"],
    [
      "Lord Howe goes by half an hour",
      "Australia/Lord_Howe",
      "2026-03-15T01:00:00.000Z",
      "2026-04-15T01:30:00.000Z",
    ],
    ["Shanghai has no summer time", "Asia/Shanghai", "2026-03-15T04:00:00.000Z", "2026-04-15T04:00:00.000Z"],
  ])("it is the same time on the wall, though %s", (_, zone, from, to) => {
    expect(later(from, 1, zone)).toBe(to);
  });

  test.each([
    [
      "New York, 02:30 on March 8",
      "America/New_York",
      "2026-02-08T07:30:00.000Z",
      1,
      "2026-03-08T07:30:00.000Z",
    ],
    ["Berlin, 02:30 on March 29", "Europe/Berlin", "2026-01-29T01:30:00.000Z", 2, "2026-03-29T01:30:00.000Z"],
    [
      "Lord Howe, 02:15 on October 4",
      "Australia/Lord_Howe",
      "2026-09-03T15:45:00.000Z",
      1,
      "2026-10-03T15:45:00.000Z",
    ],
  ])("a time that the change skips is as long after midnight as ever: %s", (_, zone, from, months, to) => {
    expect(later(from, months, zone)).toBe(to);
  });

  test("a time that the change repeats is its first occurrence", () => {
    expect(later("2026-10-01T05:30:00.000Z", 1, "America/New_York")).toBe("2026-11-01T05:30:00.000Z");
    expect(later("2026-09-25T00:30:00.000Z", 1, "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
  });

  test("on a day that a zone left out is the day after: Apia had no December 30 in 2011", () => {
    expect(later("2011-11-30T22:00:00.000Z", 1, "Pacific/Apia")).toBe("2011-12-30T22:00:00.000Z");
  });
});

/** The wall clock of a zone as if it were UTC: numbers that can be compared. */
const clocks = new Map<string, Intl.DateTimeFormat>();
function wallClock(moment: number, zone: string): number {
  const format =
    clocks.get(zone) ??
    new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  clocks.set(zone, format);
  return Date.parse(`${format.format(moment).replace(" ", "T")}Z`);
}

/** Date arithmetic on the wall: the same time so many months later, on the month's last day at the latest. */
function onTheWall(wall: number, months: number): number {
  const date = new Date(wall);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}

/** Every moment of a quarter of an hour's step at which the zone's clock shows this, the first one first. */
function momentsOf(wall: number, zone: string): number[] {
  const steps = Array.from({ length: 4 * 28 }, (_, index) => wall + (index - 14 * 4) * 900_000);
  return steps.filter((moment) => wallClock(moment, zone) === wall);
}

describe("in any zone and at any time", () => {
  const zone = fc.constantFrom(
    ...["Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns"],
    ...["Asia/Kathmandu", "Pacific/Chatham", "Africa/Casablanca", "America/Sao_Paulo", "UTC"],
  );
  // Near the changes of clocks more often than chance would have it.
  const seconds = fc.oneof(
    fc.integer({
      min: Date.parse("1995-01-01T00:00:00Z") / 1000,
      max: Date.parse("2037-01-01T00:00:00Z") / 1000,
    }),
    fc
      .tuple(
        fc.integer({ min: 1995, max: 2036 }),
        fc.constantFrom(2, 3, 9, 10, 11),
        fc.nat(31 * 24),
        fc.nat(59),
      )
      .map(([year, month, hours, minute]) => Date.UTC(year, month - 1, 1, hours, minute) / 1000),
  );

  test("a renewal ends at the same time on the wall, or just after a time that does not exist", () => {
    let skipped = 0;
    fc.assert(
      fc.property(seconds, fc.constantFrom(1, 2, 3, 12), zone, (from, months, where) => {
        const end = addMonths(from * 1000, months, where);
        const wanted = onTheWall(wallClock(from * 1000, where), months);
        const [first] = momentsOf(wanted, where);
        if (first !== undefined) return end === first;
        skipped += 1;
        const late = wallClock(end, where) - wanted;
        return late > 0 && late <= 3_600_000;
      }),
      { numRuns: 3000 },
    );
    // Else the moments on the wall were not found, and nothing was compared.
    expect(skipped).toBeLessThan(300);
  });
});

describe("the zone of the process", () => {
  const program = `
    import { addMonths, periodsOf } from "@renewal/engine";
    const at = Date.parse("2026-01-31T03:30:00.000Z");
    const entry = (paidAt, months, transactionId) => ({ paidAt, months, transactionId });
    const ledger = [entry(at, 1, "TXN1"), entry(at + 1, 3, "TXN2"), entry(at + 2, 12, "TXN3")];
    const zones = ["Asia/Shanghai", "America/New_York", "Australia/Lord_Howe"];
    console.log(new Date(at).getHours());
    console.log(JSON.stringify(zones.map((zone) => [addMonths(at, 1, zone), periodsOf(ledger, zone)])));
  `;
  const run = (zone: string) => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ["--conditions=renewal-source", "--input-type=module", "--eval", program],
      { cwd: new URL("../..", import.meta.url), env: { ...process.env, TZ: zone }, encoding: "utf8" },
    );
    expect(status, stderr).toBe(0);
    return stdout.trim().split("\n");
  };

  test("changes no expiry", () => {
    const zones = ["UTC", "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "Pacific/Kiritimati"];
    const answers = zones.map(run);
    // The processes did have different clocks.
    expect(new Set(answers.map(([hour]) => hour)).size).toBeGreaterThanOrEqual(4);
    expect(new Set(answers.map(([, expiries]) => expiries)).size).toBe(1);
  }, 60_000);
});
