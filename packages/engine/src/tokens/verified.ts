import type { Caller } from "../caller.ts";

/** Some 20 MB at the most; whoever comes after it is verified once more. */
const mostTokens = 10_000;

export interface VerifiedToken {
  caller: Caller;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/**
 * Tokens that were verified a moment ago: checking a signature costs more than all else that a read does. A token is
 * remembered by the whole of its text, so that one with another signature is another token.
 */
export class VerifiedTokens {
  readonly #tokens = new Map<string, VerifiedToken>();

  /** The token as it was verified, unless it has expired since. */
  get(token: string, now: number): VerifiedToken | undefined {
    const found = this.#tokens.get(token);
    if (found === undefined || now < found.expiresAt) return found;
    this.#tokens.delete(token);
    return undefined;
  }

  add(token: string, verified: VerifiedToken): void {
    if (this.#tokens.size >= mostTokens) this.#tokens.delete(this.#tokens.keys().next().value as string);
    this.#tokens.set(token, verified);
  }

  clear(): void {
    this.#tokens.clear();
  }
}
