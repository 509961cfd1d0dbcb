import { GatewayFailure } from "@renewal/engine";

/** By how much Stripe's smallest unit differs from the currency's own: it counts some in hundredths that have none. */
const factors: Readonly<Record<string, number>> = { ISK: 100, UGX: 100, MGA: 0.01 };

/** Currencies with thousandths, of which Stripe takes whole hundredths alone. */
const thousandths = new Set(["BHD", "JOD", "KWD", "OMR", "TND"]);

/**
 * A sum as Stripe counts it.
 *
 * @param minorUnits of the currency, as ISO 4217 has them
 * @throws GatewayFailure when Stripe cannot move exactly this sum
 * @example stripeAmount(9999, "CNY") // 9999
 */
export function stripeAmount(minorUnits: number, currency: string): number {
  const amount = minorUnits * (factors[currency] ?? 1);
  const isWhole = Number.isSafeInteger(amount) && !(thousandths.has(currency) && amount % 10 !== 0);
  if (isWhole) return amount;
  throw new GatewayFailure("refused", `Stripe cannot move ${minorUnits} minor units of ${currency} exactly.`);
}

/** Minor units of a sum that Stripe told. */
export function minorUnitsOf(amount: number, currency: string): number {
  return amount / (factors[currency] ?? 1);
}
