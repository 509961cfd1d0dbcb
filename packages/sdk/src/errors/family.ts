import type { LimitState } from "../limit.ts";

/** The same symbol in every copy of this package, so that `instanceof` holds across two copies of it. */
const brand = Symbol.for("@renewal/sdk error");

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
  /** The name that `instanceof` goes by. */
  static readonly kind: string = "RenewalError";
  /** What went wrong, for programs: the API's code, or one of the SDK's own such as `TIMEOUT`. */
  declare readonly code?: string;
  /** The HTTP status, when an answer arrived. */
  declare readonly status?: number;
  /** Names the request in the API's logs, and in yours: tell it to the support. */
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
  constructor(message: string, { cause, ...facts }: ErrorFacts = {}) {
    super(message, cause === undefined ? undefined : { cause });
    const kinds: string[] = [];
    for (let at: unknown = new.target; at !== Error && at !== null; at = Object.getPrototypeOf(at)) {
      if (Object.hasOwn(at as object, "kind")) kinds.push((at as typeof RenewalError).kind);
    }
    Object.defineProperty(this, "name", { value: kinds[0], configurable: true, writable: true });
    Object.defineProperty(this, brand, { value: kinds });
    record(this, facts);
  }

  /** Holds for instances of this class, of its subclasses, and of the same classes of another copy of this package. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (!Object.hasOwn(this, "kind")) return Function.prototype[Symbol.hasInstance].call(this, value);
    const kinds = (value as { [brand]?: string[] } | null | undefined)?.[brand];
    return kinds?.includes(this.kind) ?? false;
  }

  /** The facts for a log: everything but stack and cause. */
  toJSON(): Record<string, unknown> {
    return Object.assign({ name: this.name, message: this.message }, this as object);
  }
}

/** Adds what is known; unknown facts stay absent, so that a printed error shows only what it can tell. */
export function record(error: RenewalError, facts: object): void {
  for (const [name, value] of Object.entries(facts)) {
    if (value !== undefined) Object.assign(error, { [name]: value });
  }
}
