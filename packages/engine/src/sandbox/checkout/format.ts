import { decimalsOf, toAmount } from "../../money.ts";
import type { Language } from "./language.ts";

/** An amount as people write it, e.g. `¥99.99`. The currency's code stands beside it, since ¥ is more than one currency. */
export function formatAmount(minorUnits: number, currency: string, language: Language): string {
  const decimals = decimalsOf(currency);
  return new Intl.NumberFormat(language, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(toAmount(minorUnits, currency));
}

/** A moment with its zone, e.g. `16 Jan 2026, 16:28 (GMT+8)`: the reader may sit in another one. */
export function formatTime(milliseconds: number, language: Language, timeZone: string): string {
  const locale = language === "en" ? "en-GB" : language;
  const time = new Intl.DateTimeFormat(locale, {
    ...{ year: "numeric", month: "short", day: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone },
  }).format(milliseconds);
  const zone = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "short" })
    .formatToParts(milliseconds)
    .find(({ type }) => type === "timeZoneName");
  return `${time} (${zone?.value ?? timeZone})`;
}
