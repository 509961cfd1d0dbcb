import { type ErrorFacts, RenewalError } from "./family.ts";

/**
 * The API could not be reached, or the connection broke before the whole answer was there. Code `CONNECTION_FAILED`.
 * `cause` holds what `fetch` said.
 */
export class ConnectionError extends RenewalError {
  static override readonly renewalKind: string = "ConnectionError";
}

/**
 * An answer took longer than `timeout`, or the whole call longer than `totalTimeout`. Code `TIMEOUT`. The API may have
 * done what it was asked: for a payment, send the same `order_id` again.
 */
export class TimeoutError extends RenewalError {
  static override readonly renewalKind: string = "TimeoutError";
}

/** The caller's `signal` ended the call. Code `ABORTED`. `cause` holds the signal's reason. */
export class AbortedError extends RenewalError {
  static override readonly renewalKind: string = "AbortedError";
}

/**
 * What came back is no answer of this API: JSON that ends too early, a page of some proxy, a redirect. Code
 * `INVALID_RESPONSE`.
 */
export class InvalidResponseError extends RenewalError {
  static override readonly renewalKind: string = "InvalidResponseError";
  // Out of reach of printers and JSON: nobody knows what is in there.
  readonly #body: string | undefined;

  /**
   * @param message what is wrong with it
   * @param facts what else is known
   */
  constructor(message: string, { body, ...facts }: ErrorFacts & { body?: string | undefined } = {}) {
    super(message, facts);
    this.#body = body;
  }

  /** The first 4096 characters of what came back. Printing the error leaves it out; after requests for tokens it is absent. */
  get body(): string | undefined {
    return this.#body;
  }
}

/**
 * The client was set up or called in a way that cannot succeed, such as an empty `transaction_id` or a `baseUrl`
 * without https. Code `CONFIGURATION`. Nothing was sent.
 */
export class ConfigurationError extends RenewalError {
  static override readonly renewalKind: string = "ConfigurationError";

  /**
   * @param message what is wrong and what to give instead
   * @param facts what else is known
   */
  constructor(message: string, facts: ErrorFacts = {}) {
    super(message, { code: "CONFIGURATION", attempts: 0, ...facts });
  }
}
