import type { ErrorCode, Schemas } from "@renewal/contract";

export type ErrorDetails = Schemas["ErrorDetails"];

/** Every code that this system sends, by the status that carries it. The only place where the two meet. */
export const statusOf = {
  VALIDATION_ERROR: 400,
  INVALID_GRANT: 400,
  INVALID_TOKEN: 401,
  INVALID_CLIENT: 401,
  INVALID_SIGNATURE: 401,
  FORBIDDEN: 403,
  HTTPS_REQUIRED: 403,
  NOT_FOUND: 404,
  TRANSACTION_NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  REQUEST_TIMEOUT: 408,
  ORDER_IN_PROGRESS: 409,
  ORDER_ALREADY_PAID: 409,
  ORDER_CLOSED: 409,
  ORDER_NOT_PAID: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  ORDER_ID_REUSED: 422,
  REFUND_ID_REUSED: 422,
  RATE_LIMIT_EXCEEDED: 429,
  HEADERS_TOO_LARGE: 431,
  PAYMENT_FAILED: 500,
  INTERNAL_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
} as const satisfies Record<ErrorCode, number>;

export interface RefusalOptions {
  details?: ErrorDetails;
  /** After how many whole seconds the same request may succeed; becomes `Retry-After`. */
  retryAfter?: number;
  /** What went wrong below, for the log only. It never reaches the client. */
  cause?: unknown;
}

/**
 * A request that the API refuses, for a documented reason. The message is for the client and says what to do next.
 *
 * @example
 * throw new Refusal("ORDER_CLOSED", "This order is closed. Use a new order_id to try again.");
 */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, options: RefusalOptions = {}) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.name = "Refusal";
    this.code = code;
    this.details = options.details;
    this.retryAfter = options.retryAfter;
  }

  get status(): number {
    return statusOf[this.code];
  }
}

/** A field at fault, refused with VALIDATION_ERROR. */
export function invalid(
  field: string,
  rule: string,
  message: string,
  more: ErrorDetails & { in?: string } = {},
): Refusal {
  return new Refusal("VALIDATION_ERROR", message, { details: { in: "body", field, rule, ...more } });
}
