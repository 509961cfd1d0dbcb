import { type RawAnswer, understand } from "./answer.ts";
import { ConnectionError, TimeoutError } from "./errors/client.ts";
import type { RenewalError } from "./errors/family.ts";
import { tell } from "./hooks.ts";
import type { Answer, OutgoingRequest } from "./middleware.ts";
import type { Settings } from "./settings.ts";
import { ended, scope, unlessEnded } from "./waiting.ts";

/** One try of a request. */
export interface Try {
  request: OutgoingRequest;
  /** The id that this try carries. */
  requestId: string;
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
export async function sendOnce(settings: Settings, one: Try): Promise<Answer | RenewalError> {
  // What the headers told is known even if the body never ends.
  const facts = { status: undefined, requestId: one.requestId, attempts: one.attempt };
  const { signal, close } = scope(one.signal, one.timeout, "No whole answer came");
  try {
    return await unlessEnded(converse(settings, one, signal, facts), signal, facts);
  } catch (cause) {
    if (one.signal?.aborted) throw ended(one.signal, facts);
    return cause instanceof TimeoutError ? cause : broken(cause, one.request.url, facts);
  } finally {
    close();
  }
}

/** What is known of a try while it goes on. */
interface Facts {
  status: number | undefined;
  requestId: string;
  attempts: number;
}

async function converse(
  settings: Settings,
  { request, token, requestId, attempt }: Try,
  signal: AbortSignal | undefined,
  facts: Facts,
): Promise<Answer | RenewalError> {
  const { fetch, hooks, clock } = settings;
  const { operation, url, body } = request;
  const headers = new Headers(request.headers);
  headers.set("X-Request-Id", requestId);
  if (token !== undefined) headers.set("Authorization", `Bearer ${token}`);
  const event = { operation, url, attempt, requestId };
  const start = performance.now();
  tell(hooks?.request, event);
  // A followed redirect would carry the client's secret to wherever it leads.
  const init: RequestInit = { method: operation.method, headers, redirect: "manual" };
  if (body !== undefined) init.body = body;
  if (signal !== undefined) init.signal = signal;
  const response = await fetch(url, init);
  facts.status = response.status;
  facts.requestId = response.headers.get("X-Request-Id") ?? requestId;
  const raw: RawAnswer = {
    facts,
    headers: response.headers,
    text: await response.text(),
    isSecret: !operation.authenticated,
  };
  const outcome = understand(raw, clock());
  if (response.headers.has("X-RateLimit-Limit")) settings.lastLimits = response.headers;
  if (hooks?.response) {
    const { status, limit } = outcome as Answer;
    tell(hooks.response, { ...event, status, limit, duration: performance.now() - start });
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
      : `The connection to ${origin} broke before the whole answer came${why}.`;
  return new ConnectionError(message, { ...facts, code: "CONNECTION_FAILED", cause });
}
