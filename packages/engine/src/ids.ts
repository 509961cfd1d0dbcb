import type { Clock, Ids } from "./ports.ts";

/** Crockford's base 32: in the order of ASCII, and no letter that is taken for a digit. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Two digits at once, by their ten bits: half as many pieces to join. */
const pairs = Array.from({ length: 1024 }, (_, bits) => digit(bits >> 5) + digit(bits));

/** So many milliseconds fit into nine digits until the year 3084. */
const timeDigits = 9;
/** 80 bits: a checkout page is found by its transaction id alone, so nobody may guess the next one. */
const randomPairs = 8;

/**
 * Names that begin with the time, so that later ones sort after earlier ones and a database appends them to its index,
 * and end in chance. A clock that is set back does not disturb the order within a process.
 *
 * @param byte a number from 0 to 255 by chance; where the names guard something, by nobody's guess
 */
export function sortableIds(clock: Clock, byte: () => number): Ids & { requestId(): string } {
  let last = 0;
  let time = base32(last, timeDigits);
  let turn = 0;
  function sortable(): string {
    const now = clock.now();
    if (now > last) {
      last = now;
      time = base32(now, timeDigits);
      turn = 0;
    } else turn += 1;
    // A million names within one millisecond stay in order.
    let text = time + pairs[(turn >> 10) & 1023] + pairs[turn & 1023];
    for (let pair = 0; pair < randomPairs; pair += 1) text += pairs[((byte() & 31) << 5) | (byte() & 31)];
    return text;
  }
  return {
    transactionId: () => `TXN${sortable()}`,
    eventId: () => `evt_${sortable()}`,
    requestId: () => `req_${sortable()}`,
    refreshToken: () => `rt_${base64url(Uint8Array.from({ length: 32 }, byte))}`,
    tokenFamily: () => `fam_${sortable()}`,
  };
}

function digit(bits: number): string {
  return alphabet.charAt(bits & 31);
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
