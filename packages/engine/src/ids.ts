import type { Clock, Ids } from "./ports.ts";

/** Crockford's base 32: in the order of ASCII, and no letter that is taken for a digit. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** So many milliseconds fit into nine digits until the year 3084. */
const timeDigits = 9;
/** A million names within one millisecond stay in order. */
const turnDigits = 4;
/** 80 bits: a checkout page is found by its transaction id alone, so nobody may guess the next one. */
const randomDigits = 16;

/**
 * Names that begin with the time, so that later ones sort after earlier ones and a database appends them to its index,
 * and end in chance. A clock that is set back does not disturb the order within a process.
 *
 * @param random so many bytes by chance; where the names guard something, by nobody's guess
 */
export function sortableIds(
  clock: Clock,
  random: (length: number) => Uint8Array,
): Ids & { requestId(): string } {
  let last = 0;
  let turn = 0;
  function sortable(): string {
    const now = clock.now();
    turn = now > last ? 0 : turn + 1;
    last = Math.max(last, now);
    let text = base32(last, timeDigits) + base32(turn, turnDigits);
    for (const byte of random(randomDigits)) text += alphabet[byte & 31];
    return text;
  }
  return {
    transactionId: () => `TXN${sortable()}`,
    eventId: () => `evt_${sortable()}`,
    requestId: () => `req_${sortable()}`,
    refreshToken: () => `rt_${base64url(random(32))}`,
    tokenFamily: () => `fam_${sortable()}`,
  };
}

function base32(number: number, digits: number): string {
  let text = "";
  for (let rest = number; text.length < digits; rest = Math.floor(rest / 32))
    text = alphabet[rest % 32] + text;
  return text;
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
