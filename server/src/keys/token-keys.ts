import type { KeyObject } from "node:crypto";

/** The public keys of those whose access tokens are believed. */
export interface TokenKeys {
  /**
   * The public key of that name; undefined when there is none.
   *
   * @throws Refusal SERVICE_UNAVAILABLE, or StoreUnavailable, when that cannot be found out now
   */
  find(header: { kid: string; alg: string }): Promise<KeyObject | undefined>;
  /** Hears of every change of the keys: what was verified with the old ones is verified anew. */
  onChange(listener: () => void): void;
  /** What `/.well-known/jwks.json` publishes. */
  jwks(): { keys: Record<string, unknown>[] };
  stop(): void;
}
