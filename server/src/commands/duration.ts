import { Misuse } from "./command.ts";

const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

const longest = 365 * units.d;

/**
 * Milliseconds, from text such as `30m`.
 *
 * @param name the option's, for the message
 * @throws Misuse when it is no duration, or more than a year
 */
export function readDuration(name: string, text: string): number {
  const [, digits, unit] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  const duration = text === "0" ? 0 : Number(digits) * units[unit as keyof typeof units];
  if (duration <= longest) return duration;
  throw new Misuse(`--${name} must be 0, or a number with s, m, h or d behind it, up to 365d, such as 24h.`);
}
