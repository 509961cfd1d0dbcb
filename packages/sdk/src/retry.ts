import { ConnectionError, InvalidResponseError, TimeoutError } from "./errors/client.ts";
import type { RenewalError } from "./errors/family.ts";

const first = 500;
const longest = 8000;

/** Longer than this nobody waits inside a call, in seconds: the error tells when to come back. */
const patience = 60;

/**
 * Decides whether a failed try may be followed by another.
 *
 * @param failure how the try failed
 * @param retries how many retries there were already
 * @param random between 0 and 1
 * @returns after how many milliseconds; undefined when trying again is of no use, or too far away
 */
export function retryDelay(failure: RenewalError, retries: number, random: number): number | undefined {
  if (!isPassing(failure)) return undefined;
  const { retryAfter } = failure;
  if (retryAfter !== undefined) return retryAfter <= patience ? retryAfter * 1000 : undefined;
  return Math.min(first * 2 ** retries, longest) * (0.75 + 0.25 * random);
}

/** Whether the same request may well succeed a moment later. A 500 alone does not say so, and a 501 says the opposite. */
export function isPassing(failure: RenewalError): boolean {
  const { status = 0, code } = failure;
  return (
    failure instanceof ConnectionError ||
    failure instanceof TimeoutError ||
    // A good answer was cut on its way, or a page of some proxy came instead. A redirect would come again.
    (failure instanceof InvalidResponseError && status >= 200 && status < 300) ||
    [408, 429, 502, 503, 504].includes(status) ||
    (status === 500 && code === "PAYMENT_FAILED") ||
    (status === 409 && code === "ORDER_IN_PROGRESS")
  );
}

/**
 * Reads Retry-After.
 *
 * @param text seconds or an HTTP date
 * @param now milliseconds since 1970
 * @returns seconds, 0 for a date that has passed; undefined for anything else
 */
export function retryAfter(text: string, now: number): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  // Date.parse alone finds a date in almost anything, "12.5" included.
  const date = /^[A-Z][a-z]{2}, .* GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}
