import { randomFillSync } from "node:crypto";
import { type Clock, type Ids, sortableIds } from "@renewal/engine";

/** Names that sort by the time and that nobody can guess. */
export function randomIds(clock: Clock): Ids & { requestId(): string } {
  return sortableIds(clock, chance);
}

/** Chance is fetched from the system for some hundred names at once: a call costs more than what it brings. */
const pool = Buffer.alloc(4096);
let used = pool.length;

/** No byte serves twice, and what was given out is nowhere to be read. */
function chance(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const byte = pool[used] as number;
  pool[used] = 0;
  used += 1;
  return byte;
}
