import type { Clock, Ids } from "./ports.ts";

/** Crockford's base 32: in the order of ASCII, and no letter that is taken for a digit. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** So many milliseconds fit into nine digits until the year 3084. */
const timeDigits = 9;
/** Names within one millisecond: a million of them stay in order. */
const turnDigits = 4;
/** 80 bits: a checkout page is found by its transaction id alone, so nobody may guess the next one. */
const randomDigits = 16;

/**
 * Names that begin with the time, so that later ones sort after earlier ones and a database appends them to its index,
 * and end in chance. A clock that is set back does not disturb the order within a process.
 *
 * @param byte a number from 0 to 255 by chance; where the names guard something, by nobody's guess
 */
export function sortableIds(clock: Clock, byte: () => number): Ids & { requestId(): string } {
  let last = 0;
  let turn = 0;

  /** Made of codes at once: put together from pieces, each name would be kept as a chain of them. */
  function sortable(prefix: string): () => string {
    const start = prefix.length;
    const codes = codesOf(`${prefix}${digits(0, timeDigits + turnDigits + randomDigits)}`);
    let written = 0;
    return () => {
      const now = clock.now();
      turn = now > last ? 0 : turn + 1;
      last = Math.max(now, last);
      if (written !== last) {
        written = last;
        codesOf(digits(last, timeDigits)).forEach((code, index) => {
          codes[start + index] = code;
        });
      }
      let at = start + timeDigits;
      for (let shift = 5 * (turnDigits - 1); shift >= 0; shift -= 5) codes[at++] = codeAt(turn >> shift);
      while (at < codes.length) codes[at++] = codeAt(byte());
      return String.fromCharCode(...codes);
    };
  }
  return {
    transactionId: sortable("TXN"),
    eventId: sortable("evt_"),
    requestId: sortable("req_"),
    refreshToken: () => `rt_${base64url(Uint8Array.from({ length: 32 }, byte))}`,
    tokenFamily: sortable("fam_"),
  };
}

function codesOf(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}

const alphabetCodes = codesOf(alphabet);

/** The code of the digit for the last five bits. */
function codeAt(bits: number): number {
  return alphabetCodes[bits & 31] as number;
}

function digits(number: number, count: number): string {
  let text = "";
  for (let rest = number; text.length < count; rest = Math.floor(rest / 32))
    text = alphabet[rest % 32] + text;
  return text;
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
