/** Alipay's clocks show China Standard Time, wherever this machine stands: eight hours ahead of UTC, all year. */
const ahead = 8 * 3_600_000;

/**
 * A moment as Alipay writes it.
 *
 * @param moment milliseconds since 1970
 * @example alipayTime(Date.UTC(2026, 0, 15, 8, 30)) // "2026-01-15 16:30:00"
 */
export function alipayTime(moment: number): string {
  return new Date(moment + ahead).toISOString().slice(0, 19).replace("T", " ");
}

/** The moment that Alipay wrote, in milliseconds since 1970; undefined when it wrote none. */
export function momentOf(text: string | undefined): number | undefined {
  const written = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,3})?)$/.exec(text ?? "");
  if (written === null) return undefined;
  const moment = Date.parse(`${written[1]}T${written[2]}+08:00`);
  return Number.isNaN(moment) ? undefined : moment;
}
