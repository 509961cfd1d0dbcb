import { randomBytes } from "node:crypto";
import { type Clock, type Ids, sortableIds } from "@renewal/engine";

/** Names that sort by the time and that nobody can guess. */
export function randomIds(clock: Clock): Ids & { requestId(): string } {
  return sortableIds(clock, randomBytes);
}
