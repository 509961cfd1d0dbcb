import { decimalsOf, parseMinorUnits, Refusal, toAmount } from "@renewal/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

function ruleFor(digits: string, currency = "CNY"): string {
  try {
    return `accepted as ${parseMinorUnits(digits, currency)}`;
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    const { code, details } = error as Refusal;
    expect([code, details?.in, details?.field]).toEqual(["VALIDATION_ERROR", "body", "amount"]);
    return String(details?.rule);
  }
}

/** A whole number of minor units, with a point put in by moving digits alone. */
function withPoint(minorUnits: number, decimals: number): string {
  const digits = String(minorUnits).padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

describe("an amount", () => {
  test("from 0.01 to 100000.00 counts as its digits say, each of all ten million", () => {
    const wrong: string[] = [];
    for (let minorUnits = 1; minorUnits <= 10_000_000; minorUnits += 1) {
      const cents = minorUnits % 100;
      const digits = `${(minorUnits - cents) / 100}.${cents < 10 ? "0" : ""}${cents}`;
      const read = parseMinorUnits(digits, "CNY");
      if (read !== minorUnits || toAmount(read, "CNY") !== Number(digits)) wrong.push(digits);
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  test("is answered with the digits it came with, but for closing zeros", () => {
    const wrong: string[] = [];
    const look = (minorUnits: number) => {
      const digits = withPoint(minorUnits, 2);
      const shown = JSON.stringify(toAmount(parseMinorUnits(digits, "CNY"), "CNY"));
      if (shown !== digits.replace(/\.?0+$/, "")) wrong.push(`${digits} became ${shown}`);
    };
    for (let minorUnits = 1; minorUnits <= 1_000_000; minorUnits += 1) look(minorUnits);
    for (let minorUnits = 1_000_000; minorUnits <= 10_000_000_000; minorUnits += 9_999_991) look(minorUnits);
    expect(wrong).toEqual([]);
  }, 60_000);

  test.each([
    ["19.99", 1999, "19.99 * 100 is 1998.9999999999998"],
    ["0.29", 29, "0.29 * 100 is 28.999999999999996"],
    ["1.15", 115, "1.15 * 100 is 114.99999999999999"],
    ["4.35", 435, "4.35 * 100 is 434.99999999999994"],
    ["1.10", 110, "1.1 * 100 is 110.00000000000001"],
    ["64.41", 6441, "64.41 * 100 is 6440.999999999999"],
    ["8192.15", 819215, "a power of two and a fraction"],
    ["0.3", 30, "0.1 + 0.2 prints 0.30000000000000004"],
  ])("of %s is %i minor units, though %s", (digits, minorUnits) => {
    expect(parseMinorUnits(digits, "CNY")).toBe(minorUnits);
  });

  test("that a program got from 0.1 + 0.2 is refused, for it is not 0.30", () => {
    expect(ruleFor(JSON.stringify(0.1 + 0.2))).toBe("decimals");
  });

  test.each([
    "99.99000000000000000001",
    "99.9900000000000000000000000000000000000001",
    "99.98999999999999999999999",
  ])("of %s is refused, though no double tells it from 99.99", (digits) => {
    expect(Number(digits)).toBe(99.99);
    expect(ruleFor(digits)).toBe("decimals");
  });

  test.each([
    ["9.999e1", 9999],
    ["9.999E+1", 9999],
    ["9999e-2", 9999],
    ["999900e-4", 9999],
    ["1e2", 10_000],
    ["1e+0", 100],
    ["0.00001e5", 100],
    ["99.99e0", 9999],
    ["1e00000000000000000001", 1000],
    ["99.99e-0000000000000000", 9999],
    ["100.000000000000000000000000000000000", 10_000],
    ["99.990", 9999],
  ])("written as %s is %i minor units", (digits, minorUnits) => {
    expect(parseMinorUnits(digits, "CNY")).toBe(minorUnits);
  });

  test.each(["0", "0.00", "-0", "-0.0", "0e5", "0e99999", "-1", "-99.99", "-1e400", "-0.001"])(
    "of %s is refused as not above zero",
    (digits) => expect(ruleFor(digits)).toBe("minimum"),
  );

  test.each(["1e400", "1e308", "1e99999999999999999999", "1e11", "10000000000.01"])(
    "of %s is refused as too large",
    (digits) => expect(ruleFor(digits)).toBe("maximum"),
  );

  test.each(["99.999", "0.001", "1e-3", "1e-400", "1e-99999999999999999999", "0.014999"])(
    "of %s is refused for its decimals",
    (digits) => expect(ruleFor(digits)).toBe("decimals"),
  );

  test("of as many digits as a body holds is refused like a short one", () => {
    expect(ruleFor("9".repeat(65_000))).toBe("maximum");
    expect(ruleFor(`0.${"0".repeat(65_000)}1`)).toBe("decimals");
    expect(ruleFor(`1.${"0".repeat(65_000)}`)).toBe("accepted as 100");
  });

  test.each([
    ["a leading zero", "099.99"],
    ["two leading zeros", "00.01"],
    ["a plus sign", "+1"],
    ["no digit before the point", ".5"],
    ["no digit after the point", "5."],
    ["hexadecimal digits", "0x10"],
    ["a separator", "1_000"],
    ["a comma", "99,99"],
    ["full-width digits", "９９"],
    ["Infinity", "Infinity"],
    ["NaN", "NaN"],
    ["a space", " 1"],
    ["a line end", "1\n"],
    ["an empty exponent", "1e"],
    ["a broken exponent", "1e1.5"],
    ["nothing", ""],
  ])("with %s is no number", (_, digits) => expect(ruleFor(digits)).toBe("type"));

  test("is read alike in every way of writing it", () => {
    const minorUnits = fc.integer({ min: 1, max: 10_000_000_000 });
    fc.assert(
      fc.property(minorUnits, fc.integer({ min: -12, max: 12 }), fc.nat(8), (amount, exponent, zeros) => {
        const point = 28 - exponent;
        const digits = String(amount).padStart(30, "0").padEnd(point, "0");
        const moved = `${digits.slice(0, point)}.${digits.slice(point)}${"0".repeat(zeros)}`.replace(
          /^0+(?=\d)/,
          "",
        );
        const text = `${moved}${moved.endsWith(".") ? "0" : ""}e${exponent}`;
        return parseMinorUnits(text, "CNY") === amount;
      }),
      { numRuns: 20_000 },
    );
  });

  test("is never taken for another: what is accepted is worth exactly what was written", () => {
    const digits = fc.stringMatching(/^(0|[1-9]\d{0,11})(\.\d{1,8})?([eE][+-]?\d{1,2})?$/);
    let accepted = 0;
    fc.assert(
      fc.property(digits, fc.constantFrom("CNY", "JPY", "KWD", "CLF"), (text, currency) => {
        let minorUnits: number;
        try {
          minorUnits = parseMinorUnits(text, currency);
        } catch (error) {
          return error instanceof Refusal;
        }
        accepted += 1;
        const [, whole = "", fraction = "", exponent = "0"] =
          /^(\d+)(?:\.(\d+))?(?:e(.+))?$/i.exec(text) ?? [];
        // whole.fraction × 10^exponent = minorUnits × 10^-decimals, both sides raised to whole numbers.
        const lift = 130n;
        const given = BigInt(whole + fraction) * 10n ** (lift + BigInt(exponent) - BigInt(fraction.length));
        return given === BigInt(minorUnits) * 10n ** (lift - BigInt(decimalsOf(currency)));
      }),
      { numRuns: 20_000 },
    );
    expect(accepted).toBeGreaterThan(1000);
  });
});

describe("a currency", () => {
  test.each([
    ["CNY", 2, "99.99", 9999],
    ["USD", 2, "0.01", 1],
    ["JPY", 0, "1500", 1500],
    ["JPY", 0, "1500.000", 1500],
    ["KRW", 0, "1.5e3", 1500],
    ["KWD", 3, "1.234", 1234],
    ["BHD", 3, "0.001", 1],
    ["CLF", 4, "1.2345", 12345],
  ])("%s has %i decimals: %s is %i", (currency, decimals, digits, minorUnits) => {
    expect(decimalsOf(currency)).toBe(decimals);
    expect(parseMinorUnits(digits, currency)).toBe(minorUnits);
  });

  test.each([
    ["JPY", "1500.5"],
    ["JPY", "0.01"],
    ["KWD", "1.2345"],
    ["CLF", "1.23456"],
  ])("%s has no %s", (currency, digits) => expect(ruleFor(digits, currency)).toBe("decimals"));

  test("called like something every object has is a currency of two decimals", () => {
    for (const name of ["constructor", "__proto__", "toString"]) expect(decimalsOf(name)).toBe(2);
  });

  test("keeps every amount through reading and showing", () => {
    const currency = fc.constantFrom("CNY", "JPY", "KWD", "CLF");
    fc.assert(
      fc.property(currency, fc.integer({ min: 1, max: 1_000_000_000_000 }), (code, minorUnits) => {
        const digits = withPoint(minorUnits, decimalsOf(code));
        const shown = toAmount(parseMinorUnits(digits, code), code);
        return shown === Number(digits) && parseMinorUnits(String(shown), code) === minorUnits;
      }),
      { numRuns: 20_000 },
    );
  });
});
