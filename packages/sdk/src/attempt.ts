import { type RawAnswer, understand } from "./answer.ts";
import { ConnectionError } from "./errors/client.ts";
import type { RenewalError } from "./errors/family.ts";
import { tell } from "./hooks.ts";
import type { Answer, OutgoingRequest } from "./middleware.ts";
import type { Settings } from "./settings.ts";
import { ended, timedOut, timer } from "./waiting.ts";

/** One try of a request. */
export interface Try {
  request: OutgoingRequest;
  token: string | undefined;
  /** Milliseconds until the whole body must be there. */
  timeout: number;
  signal: AbortSignal | undefined;
  /** Which try this is, from 1. */
  attempt: number;
}

/**
 * Sends a request once and reads the whole body.
 *
 * @returns the answer, or the RenewalError that came of it
 * @throws RenewalError when the signal aborts
 */
export function sendOnce(settings: Settings, one: Try): Promise<Answer | RenewalError> {
  const { timeout, signal } = one;
  const controller = new AbortController();
  // What the headers told is known even if the body never ends.
  const requestId = one.request.headers.get("X-Request-Id") ?? undefined;
  const facts = { status: undefined, requestId, attempts: one.attempt };
  return new Promise((resolve, reject) => {
    const end = (outcome: Answer | RenewalError) => {
      clearTimeout(running);
      signal?.removeEventListener("abort", leave);
      resolve(outcome);
    };
    const leave = () => {
      reject(ended(signal as AbortSignal, facts));
      controller.abort();
    };
    const running = timer(() => {
      end(timedOut(timeout, "No whole answer came", facts));
      controller.abort();
    }, timeout);
    signal?.addEventListener("abort", leave);
    converse(settings, one, controller.signal, facts).then(end, (cause: unknown) =>
      end(broken(cause, one.request.url, facts)),
    );
    if (signal?.aborted) leave();
  });
}

/** What is known of a try while it goes on. */
interface Facts {
  status: number | undefined;
  requestId: string | undefined;
  attempts: number;
}

async function converse(
  settings: Settings,
  { request, token, attempt }: Try,
  signal: AbortSignal,
  facts: Facts,
): Promise<Answer | RenewalError> {
  const { fetch, hooks, clock } = settings;
  const { operation, url, body = null } = request;
  const headers = new Headers(request.headers);
  if (token !== undefined) headers.set("Authorization", `Bearer ${token}`);
  const event = { operation, url, attempt };
  const start = performance.now();
  tell(hooks?.request, event);
  const { method } = operation;
  // A followed redirect would carry the client's secret to wherever it leads.
  const response = await fetch(url, { method, headers, body, redirect: "manual", signal });
  facts.status = response.status;
  facts.requestId = response.headers.get("X-Request-Id") ?? facts.requestId;
  const raw: RawAnswer = {
    facts,
    headers: response.headers,
    text: await response.text(),
    isSecret: !operation.authenticated,
  };
  const outcome = understand(raw, clock());
  if (response.headers.has("X-RateLimit-Limit")) settings.lastLimits = response.headers;
  if (hooks?.response) {
    tell(hooks.response, {
      ...event,
      requestId: facts.requestId,
      status: response.status,
      limit: outcome.limit,
      duration: performance.now() - start,
    });
  }
  return outcome;
}

function broken(cause: unknown, url: string, facts: Facts): ConnectionError {
  const { origin } = new URL(url);
  // Node's fetch says only "fetch failed", and keeps the reason, such as ECONNREFUSED, underneath.
  const reason = (cause as { cause?: { code?: string } } | undefined)?.cause?.code;
  const why = reason ? ` (${reason})` : "";
  const message =
    facts.status === undefined
      ? `No connection to ${origin}${why}. Check baseUrl and the network.`
      : `The connection to ${origin} broke in the answer${why}.`;
  return new ConnectionError(message, { ...facts, code: "CONNECTION_FAILED", cause });
}
