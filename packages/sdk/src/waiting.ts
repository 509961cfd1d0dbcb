import { AbortedError, TimeoutError } from "./errors/client.ts";
import { type ErrorFacts, type RenewalError, record } from "./errors/family.ts";

/** Some more milliseconds than this, 2 ** 31, a timer takes for none at all. */
const longestTimer = 2e9;

/** A timer for any number of milliseconds, `Infinity` included. */
export function timer(run: () => void, milliseconds: number): ReturnType<typeof setTimeout> {
  return setTimeout(run, Math.min(milliseconds, longestTimer));
}

/** Waits, or until the signal aborts. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(running);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const running = timer(end, milliseconds);
    signal?.addEventListener("abort", end);
  });
}

/** A signal that may also end by itself, and what frees it. */
export interface Scope {
  signal: AbortSignal | undefined;
  close(): void;
}

/**
 * Limits a call to so many milliseconds in all.
 *
 * @param signal the caller's own, which ends the call too
 * @param what did not happen in time
 */
export function scope(signal: AbortSignal | undefined, milliseconds: number, what: string): Scope {
  if (milliseconds === Number.POSITIVE_INFINITY) return { signal, close() {} };
  const controller = new AbortController();
  const leave = () => controller.abort(signal?.reason);
  const running = timer(() => controller.abort(timedOut(milliseconds, what)), milliseconds);
  signal?.addEventListener("abort", leave);
  if (signal?.aborted) leave();
  return {
    signal: controller.signal,
    close() {
      clearTimeout(running);
      signal?.removeEventListener("abort", leave);
    },
  };
}

/** The error of whatever took too long. */
export function timedOut(milliseconds: number, what: string, facts?: ErrorFacts): TimeoutError {
  const message = `${what} within ${milliseconds} ms. The API may have done it: send the same again.`;
  return new TimeoutError(message, { ...facts, code: "TIMEOUT" });
}

/** What an aborted signal makes of a call. */
export function ended({ reason }: AbortSignal, facts: ErrorFacts): RenewalError {
  if (reason instanceof TimeoutError) {
    record(reason, facts);
    return reason;
  }
  return new AbortedError("The signal aborted the call.", {
    ...facts,
    code: "ABORTED",
    cause: reason,
  });
}

/**
 * Waits for something that others may wait for too: it goes on when this caller leaves.
 *
 * @throws RenewalError as soon as the signal aborts
 */
export function unlessEnded<T>(
  promise: PromiseLike<T> | T,
  signal: AbortSignal | undefined,
  facts: ErrorFacts,
): PromiseLike<T> | T {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const leave = () => reject(ended(signal, facts));
    if (signal.aborted) leave();
    signal.addEventListener("abort", leave);
    Promise.resolve(promise)
      .then(resolve, reject)
      .then(() => signal.removeEventListener("abort", leave));
  });
}
