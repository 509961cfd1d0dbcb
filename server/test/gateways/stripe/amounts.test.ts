import { decimalsOf } from "@renewal/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { minorUnitsOf, stripeAmount } from "../../../src/gateways/stripe/amounts.ts";

/** As Stripe's documentation lists them; it counts each of the others in hundredths. */
const withoutDecimals = "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(" ");
const thousandths = "BHD JOD KWD OMR TND".split(" ");

test.each(["CNY", "USD", "EUR", "ISK", "UGX", ...withoutDecimals, ...thousandths])(
  "One unit of %s is one unit at Stripe too, and every sum that Stripe takes comes back as it was",
  (currency) => {
    const decimals = withoutDecimals.includes(currency) ? 0 : thousandths.includes(currency) ? 3 : 2;
    expect(stripeAmount(10 ** decimalsOf(currency), currency)).toBe(10 ** decimals);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (tens) => {
        const sum = currency === "MGA" ? tens * 100 : tens * 10;
        expect(minorUnitsOf(stripeAmount(sum, currency), currency)).toBe(sum);
      }),
    );
  },
);
