import { invalid } from "./refusal.ts";

/** ISO 4217 currencies whose minor unit is not a hundredth. */
const unusualDecimals: Record<string, number> = Object.fromEntries([
  ...["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF"].map((code) => [code, 0]),
  ...["UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"].map((code) => [code, 0]),
  ...["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"].map((code) => [code, 3]),
  ...["CLF", "UYW"].map((code) => [code, 4]),
]);

/** How many decimals an amount in this currency may have. */
export function decimalsOf(currency: string): number {
  return Object.hasOwn(unusualDecimals, currency) ? (unusualDecimals[currency] as number) : 2;
}

/** The largest sum the API moves: 100,000,000 units of a currency with four decimals still counts exactly. */
const largestMinorUnits = 1_000_000_000_000;

const jsonNumber = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * Reads an amount from the digits of a JSON number, never through a double: `19.99 * 100` is 1998.9999999999998.
 *
 * @param digits the number as it was written, e.g. `"99.99"`, `"9.999e1"`
 * @param currency an ISO 4217 code
 * @returns whole minor units, e.g. 9999
 * @throws Refusal VALIDATION_ERROR naming `amount` when the digits are no number, not above zero, too large, or have
 * more decimals than the currency
 * @example parseMinorUnits("99.99", "CNY") // 9999
 */
export function parseMinorUnits(digits: string, currency: string): number {
  const written = jsonNumber.exec(digits);
  if (written === null) {
    throw invalid(
      "amount",
      "type",
      "amount must be a number such as 99.99. Correct it and send the request again.",
    );
  }
  const [, sign, whole = "", fraction = "", exponent = "0"] = written;
  const significant = (whole + fraction).replace(/^0+/, "");
  const decimals = decimalsOf(currency);
  if (sign === "-" || significant === "") {
    throw invalid("amount", "minimum", "amount must be above zero. Correct it and send the request again.");
  }
  // significant × 10^shift is the amount in minor units.
  const shift = Number(exponent) - fraction.length + decimals;
  if (significant.length + shift > 13) throw tooLarge();
  const minorUnits = shift >= 0 ? significant + "0".repeat(shift) : dropZeros(significant, -shift);
  if (minorUnits === undefined) {
    throw invalid(
      "amount",
      "decimals",
      `amount has more decimals than ${currency} has (${decimals}). Correct it and send the request again.`,
    );
  }
  if (Number(minorUnits) > largestMinorUnits) throw tooLarge();
  return Number(minorUnits);
}

/** Divides by 10^count where that leaves a whole number. */
function dropZeros(digits: string, count: number): string | undefined {
  if (digits.length <= count) return undefined;
  const kept = digits.slice(0, -count);
  return /^0+$/.test(digits.slice(-count)) ? kept : undefined;
}

function tooLarge() {
  return invalid("amount", "maximum", "amount is too large. Correct it and send the request again.");
}

/**
 * The amount as the API shows it. One correctly rounded division gives the double that is nearest to the decimal, and
 * that double is printed with exactly the decimal's digits.
 *
 * @example toAmount(9999, "CNY") // 99.99
 */
export function toAmount(minorUnits: number, currency: string): number {
  return minorUnits / 10 ** decimalsOf(currency);
}
