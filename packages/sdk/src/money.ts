import { ConfigurationError } from "./errors/client.ts";

/** An amount of money, such as a package, a payment or a period of a membership has it. */
export interface Money<Currency extends string = string> {
  /** In units of the currency, with at most the currency's decimals. */
  amount: number;
  /** An ISO 4217 code in capitals. */
  currency: Currency;
}

/**
 * Sorts out what costs in one currency, and lets the compiler know it.
 *
 * @example
 * const inYuan = membership.history.filter(isIn("CNY"));
 */
export function isIn<Currency extends string>(
  currency: Currency,
): <Priced extends Money>(priced: Priced) => priced is Priced & Money<Currency> {
  return <Priced extends Money>(priced: Priced): priced is Priced & Money<Currency> =>
    priced.currency === currency;
}

/**
 * Adds amounts of one currency, exactly: 0.1 + 0.2 is 0.3. Amounts of another currency, or of one that is not known, do not
 * compile; `isIn` sorts them out.
 *
 * @throws ConfigurationError when the compiler was silenced and currencies are mixed after all
 * @example
 * const paid = sum("CNY", membership.history.filter(isIn("CNY")));
 * console.log(paid.amount, paid.currency);
 */
export function sum<Currency extends string>(
  currency: Currency,
  all: Iterable<Money<NoInfer<Currency>>>,
): Money<Currency> {
  let total = 0;
  for (const one of all) {
    if (one.currency !== currency) {
      throw new ConfigurationError(
        `${one.currency} cannot be added to ${currency}. Sort the amounts by currency first.`,
      );
    }
    // Thousandths are whole numbers in every currency, and whole numbers are added without an error.
    total += Math.round(one.amount * 1000);
  }
  return { amount: total / 1000, currency };
}
