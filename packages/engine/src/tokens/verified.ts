import type { Caller } from "../caller.ts";
import { LastUsed } from "../last-used.ts";

/** Some 20 MB where twice as many are kept. A token that nobody has sent for long is verified once more. */
const leastTokens = 10_000;

export interface VerifiedToken {
  caller: Caller;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** A token is looked for by so many of its last characters, 192 bits of its signature, and then compared as a whole. */
const tail = 32;

/**
 * Tokens that were verified a moment ago: checking a signature costs more than all else that a read does. A token is
 * remembered by the whole of its text, so that one with another signature, or one letter changed, is another token.
 */
export class VerifiedTokens {
  readonly #tokens = new LastUsed<{ token: string; verified: VerifiedToken }>(leastTokens);

  /** The token as it was verified, unless it has expired since. */
  get(token: string, now: number): VerifiedToken | undefined {
    // A text that just came in has to be read through before a map can look for it, and this one is long.
    const key = token.slice(-tail);
    const found = this.#tokens.get(key);
    if (found === undefined || found.token !== token) return undefined;
    if (now < found.verified.expiresAt) return found.verified;
    this.#tokens.delete(key);
    return undefined;
  }

  add(token: string, verified: VerifiedToken): void {
    this.#tokens.set(token.slice(-tail), { token, verified });
  }

  clear(): void {
    this.#tokens.clear();
  }
}
