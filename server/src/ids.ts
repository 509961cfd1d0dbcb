import { randomBytes, randomFillSync } from "node:crypto";
import type { Clock, Ids } from "@renewal/engine";

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
 */
export function randomIds(clock: Clock): Ids & { requestId(): string } {
  let last = 0;
  let turn = 0;
  function sortable(): string {
    const now = clock.now();
    turn = now > last ? 0 : turn + 1;
    last = Math.max(last, now);
    return base32(last, timeDigits) + base32(turn, turnDigits) + random(randomDigits);
  }
  return {
    transactionId: () => `TXN${sortable()}`,
    eventId: () => `evt_${sortable()}`,
    requestId: () => `req_${sortable()}`,
    refreshToken: () => `rt_${randomBytes(32).toString("base64url")}`,
    tokenFamily: () => `fam_${sortable()}`,
  };
}

function base32(number: number, digits: number): string {
  let text = "";
  for (let rest = number; text.length < digits; rest = Math.floor(rest / 32))
    text = alphabet[rest % 32] + text;
  return text;
}

/** Chance is fetched from the system for some hundred names at once: a call costs more than what it brings. */
const chance = Buffer.alloc(4096);
let used = chance.length;

function random(digits: number): string {
  if (used + digits > chance.length) {
    randomFillSync(chance);
    used = 0;
  }
  let text = "";
  for (const end = used + digits; used < end; used++) {
    text += alphabet[(chance[used] as number) & 31];
    // No byte serves twice, and what was given out is nowhere to be read.
    chance[used] = 0;
  }
  return text;
}
