import { randomBytes } from "node:crypto";
import type { Clock, Ids } from "@renewal/engine";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** So many milliseconds fit into nine digits of base 32 until the year 3084. */
const timeDigits = 9;

/** Names with 80 random bits; those of transactions begin with the time, so that a database appends them to its index. */
export function randomIds(clock: Clock): Ids & { requestId(): string } {
  const sortable = () => base32(clock.now(), timeDigits) + random(16);
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

function random(digits: number): string {
  return Array.from(randomBytes(digits), (byte) => alphabet[byte & 31]).join("");
}
