import type { LimitState } from "../limit.ts";

/** What is known about a failure, beside its message. */
export interface ErrorFacts {
  /** What went wrong, for programs: the API's code, or one of the SDK's own such as `TIMEOUT`. */
  code?: string | undefined;
  /** The HTTP status, when an answer arrived. */
  status?: number | undefined;
  /** Names the request in the API's logs. */
  requestId?: string | undefined;
  /** How many times the request was sent. */
  attempts?: number | undefined;
  /** The tightest rate limit, as the answer told it. */
  limit?: LimitState | undefined;
  /** After how many seconds the API asks to be called again. */
  retryAfter?: number | undefined;
  /** What caused it. */
  cause?: unknown;
}

/**
 * Whatever this package throws. Decide by the class or by `code`; `message` is for people and says what to do next.
 *
 * `instanceof` also holds for errors of another copy of this package. No error carries a token or a secret.
 *
 * @example
 * try {
 *   await renewal.payments.create({ order_id: "ORD123456", amount: 99.99 });
 * } catch (error) {
 *   if (!(error instanceof RenewalError)) throw error;
 *   console.error(error.code, error.requestId, error.attempts);
 * }
 */
export class RenewalError extends Error {
  /** What `instanceof` goes by, the same in every copy of this package. */
  static readonly renewalKind: string = "RenewalError";
  /** What went wrong, for programs: the API's code, or one of the SDK's own such as `TIMEOUT`. */
  declare readonly code?: string;
  /** The HTTP status, when an answer arrived. */
  declare readonly status?: number;
  /** Names the request in the API's logs: tell it to the support. Absent when no answer came, unless you sent your own. */
  declare readonly requestId?: string;
  /** How many times the request was sent; 0 when it never was. */
  declare readonly attempts?: number;
  /** The tightest rate limit, as the answer told it. */
  declare readonly limit?: LimitState;
  /** After how many seconds the API asks to be called again. */
  declare readonly retryAfter?: number;

  /**
   * @param message what went wrong and what to do next
   * @param facts what else is known
   */
  constructor(message: string, facts: ErrorFacts = {}) {
    super(message, facts);
    this.name = new.target.renewalKind;
    record(this, facts);
  }

  /** Holds for instances of this class, of its subclasses, and of the same classes of another copy of this package. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore-start lint/complexity/noThisInStatic: every class of the family inherits this and asks about itself
    if (!Object.hasOwn(this, "renewalKind")) return super[Symbol.hasInstance](value);
    let at = (value as object | undefined)?.constructor as { renewalKind?: unknown } | null | undefined;
    while (at && at.renewalKind !== this.renewalKind) at = Object.getPrototypeOf(at);
    return !!at;
    // biome-ignore-end lint/complexity/noThisInStatic: as above
  }

  /** The facts for a log: everything but stack and cause. */
  toJSON(): Record<string, unknown> {
    return { ...(this as object), message: this.message };
  }
}

/** Adds what is known; unknown facts stay absent, so that a printed error shows only what it can tell. */
export function record(error: RenewalError, facts: object): void {
  for (const [name, value] of Object.entries(facts)) {
    if (value !== undefined) (error as unknown as Record<string, unknown>)[name] = value;
  }
}
