import type { LimitState } from "./limit.ts";
import type { Operation } from "./operation.ts";

/** A request as middleware sees it: once per call, before the token is added. */
export interface OutgoingRequest {
  /** What is called: id, method and URL template. */
  readonly operation: Operation;
  /** Where it goes. */
  readonly url: string;
  /** The headers without the token; what is set here is sent with every try. */
  readonly headers: Headers;
  /** The JSON text of the body. */
  readonly body: string | undefined;
}

/** A successful answer, as middleware sees it. */
export interface Answer {
  /** The HTTP status. */
  readonly status: number;
  /** The headers of the answer. */
  readonly headers: Headers;
  /** The body, parsed. */
  readonly data: unknown;
  /** The body as it came. */
  readonly text: string;
  /** Names the request in the API's logs. */
  readonly requestId: string | undefined;
  /** How many times the request was sent. */
  readonly attempts: number;
  /** The tightest rate limit, when the answer told it. */
  readonly limit: LimitState | undefined;
}

/**
 * Stands around a call, above its retries: runs once, however often the request is sent. It may change the headers, look
 * at the answer, replace it, or throw. A failed call rejects with its RenewalError.
 *
 * @example
 * const timed: Middleware = async (request, next) => {
 *   const start = performance.now();
 *   try {
 *     return await next(request);
 *   } finally {
 *     console.log(request.operation.route, performance.now() - start);
 *   }
 * };
 */
export type Middleware = (
  request: OutgoingRequest,
  next: (request: OutgoingRequest) => Promise<Answer>,
) => Promise<Answer>;
