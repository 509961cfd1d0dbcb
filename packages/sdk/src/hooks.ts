import type { RenewalError } from "./errors/family.ts";
import type { LimitState } from "./limit.ts";
import type { Operation } from "./operation.ts";

/** What every hook is told. Neither the token nor a body is in it. */
export interface RequestEvent {
  /** What is called: id, method and URL template. */
  operation: Operation;
  /** Where it goes. */
  url: string;
  /** Which try this is, from 1. */
  attempt: number;
}

/** An answer arrived, good or bad. */
export interface ResponseEvent extends RequestEvent {
  /** The HTTP status. */
  status: number;
  /** Names the request in the API's logs. */
  requestId: string | undefined;
  /** Milliseconds from sending until the whole body was there. */
  duration: number;
  /** The tightest rate limit, when the answer told it. */
  limit: LimitState | undefined;
}

/** A try failed and another follows. */
export interface RetryEvent extends RequestEvent {
  /** How it failed, with its request id if there was an answer. */
  error: RenewalError;
  /** After how many milliseconds the next try begins. */
  delay: number;
}

/** A call failed for good. */
export interface ErrorEvent {
  /** What was called: id, method and URL template. */
  operation: Operation;
  /** Where it went. */
  url: string;
  /** How it failed, with request id and attempts. Whatever middleware or `getToken` threw comes here as it is. */
  error: RenewalError;
}

/** Functions that watch a client. What they throw is ignored: a broken log must not break a payment. */
export interface Hooks {
  /** Before each try. */
  request?: ((event: RequestEvent) => void) | undefined;
  /** After each answer. */
  response?: ((event: ResponseEvent) => void) | undefined;
  /** Before each wait. */
  retry?: ((event: RetryEvent) => void) | undefined;
  /** Once for each call that fails. */
  error?: ((event: ErrorEvent) => void) | undefined;
}

/** Tells a hook, if there is one, and survives it. */
export function tell<Event>(hook: ((event: Event) => void) | undefined, event: Event): void {
  try {
    hook?.(event);
  } catch {
    // The call matters more than the one who watches it.
  }
}
