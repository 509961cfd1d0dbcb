import type { ErrorCode, ErrorDetails } from "../generated/models.ts";
import { type ErrorFacts, RenewalError } from "./family.ts";

/** What is known about an error that the API answered. */
export interface ApiErrorFacts extends ErrorFacts {
  /** The HTTP status of the answer. */
  status: number;
  /** More about the error, as the API told it. */
  details?: ErrorDetails | undefined;
  /** The body of the answer. */
  body?: string | undefined;
}

/**
 * The API answered with an error. `code` is the documented code; codes that this version does not know are kept as they
 * are, and the class follows from the status. `code` is absent when something in between answered instead of the API.
 */
export class ApiError extends RenewalError {
  static override readonly renewalKind: string = "ApiError";
  /** The documented error code. */
  declare readonly code?: ErrorCode;
  /** The HTTP status. */
  declare readonly status: number;
  /** More about the error: the field at fault, the prices that would be accepted, and the like. */
  declare readonly details?: ErrorDetails;

  // Out of reach of printers and JSON: nobody knows what is in there.
  readonly #body: string | undefined;

  /**
   * @param message what the API said
   * @param facts what else is known
   */
  constructor(message: string, { body, ...facts }: ApiErrorFacts) {
    super(message, facts);
    this.#body = body;
  }

  /** The first 4096 characters of the answer's body. Printing the error leaves it out; after requests for tokens it is absent. */
  get body(): string | undefined {
    return this.#body;
  }
}

/** The request is wrong: `details` names the field and the rule. 400, 405, 413, 415 and 431. */
export class ValidationError extends ApiError {
  static override readonly renewalKind: string = "ValidationError";
}

/** The token, the client or the refresh token is not accepted. 401, and 400 `INVALID_GRANT`. */
export class AuthenticationError extends ApiError {
  static override readonly renewalKind: string = "AuthenticationError";
}

/** The token is good, but not for this. 403. */
export class PermissionError extends ApiError {
  static override readonly renewalKind: string = "PermissionError";
}

/** There is no such thing, or it belongs to somebody else. 404. */
export class NotFoundError extends ApiError {
  static override readonly renewalKind: string = "NotFoundError";
}

/**
 * The order's state or its earlier parameters forbid it: `ORDER_IN_PROGRESS`, `ORDER_ALREADY_PAID`, `ORDER_CLOSED`,
 * `ORDER_NOT_PAID` (409), `ORDER_ID_REUSED`, `REFUND_ID_REUSED` (422).
 */
export class ConflictError extends ApiError {
  static override readonly renewalKind: string = "ConflictError";
}

/** Too many requests. `retryAfter` says in how many seconds to come back. 429. */
export class RateLimitError extends ApiError {
  static override readonly renewalKind: string = "RateLimitError";
}

/** The payment gateway failed; nothing was charged. Sending the same order again is safe. 500 `PAYMENT_FAILED`. */
export class PaymentFailedError extends ApiError {
  static override readonly renewalKind: string = "PaymentFailedError";
}

/** The API failed, or something in front of it. 5xx, and 408. */
export class ServerError extends ApiError {
  static override readonly renewalKind: string = "ServerError";
}

type ApiErrorClass = new (message: string, facts: ApiErrorFacts) => ApiError;

/** Picks the class: by the code where one status has several meanings, else by the status. */
export function apiError(message: string, facts: ApiErrorFacts): ApiError {
  const Class = classOf(facts.status, facts.code);
  return new Class(message, facts);
}

function classOf(status: number, code: string | undefined): ApiErrorClass {
  if (code === "PAYMENT_FAILED") return PaymentFailedError;
  if (status === 401 || code === "INVALID_GRANT") return AuthenticationError;
  if (status === 403) return PermissionError;
  if (status === 404) return NotFoundError;
  if (status === 409 || status === 422) return ConflictError;
  if (status === 429) return RateLimitError;
  return status >= 500 || status === 408 ? ServerError : ValidationError;
}
