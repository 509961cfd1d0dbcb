import { sendOnce } from "./attempt.ts";
import { RenewalError } from "./errors/family.ts";
import { tell } from "./hooks.ts";
import type { Answer, OutgoingRequest } from "./middleware.ts";
import type { CallOptions } from "./options.ts";
import { retryDelay } from "./retry.ts";
import type { Settings } from "./settings.ts";
import type { TokenSource } from "./tokens/source.ts";
import { scope, unlessEnded } from "./waiting.ts";

/**
 * Sends a request as often as it needs and may. The total time counts for everything: waiting for a token, the tries,
 * the waits between them.
 *
 * @throws RenewalError of the last try
 */
export async function exchange(
  settings: Settings,
  tokens: TokenSource,
  request: OutgoingRequest,
  options: CallOptions,
): Promise<Answer> {
  const total = options.totalTimeout ?? settings.totalTimeout ?? Number.POSITIVE_INFINITY;
  const { signal, close } = scope(options.signal, total, "The call did not end");
  try {
    return await tryRepeatedly(settings, tokens, request, { ...options, signal }, settings.clock() + total);
  } finally {
    close();
  }
}

async function tryRepeatedly(
  settings: Settings,
  tokens: TokenSource,
  request: OutgoingRequest,
  options: CallOptions,
  deadline: number,
): Promise<Answer> {
  const { operation, url } = request;
  const { signal, timeout = settings.timeout, idempotent = operation.idempotent } = options;
  const mostRetries = idempotent ? (options.maxRetries ?? settings.maxRetries) : 0;
  const id = settings.newRequestId();
  let requestId = id;
  let renewed = false;
  for (let attempt = 1, retries = 0; ; attempt++) {
    const facts = { requestId, attempts: attempt - 1 };
    const token = operation.authenticated ? await unlessEnded(tokens.get(), signal, facts) : undefined;
    const outcome = await sendOnce(settings, { request, requestId, token, timeout, signal, attempt });
    if (!(outcome instanceof RenewalError)) return outcome;
    requestId = `${id}.${attempt + 1}`;
    if (!renewed && token !== undefined && outcome.status === 401 && tokens.refused(token)) {
      renewed = true;
      continue;
    }
    const delay = retries < mostRetries ? retryDelay(outcome, retries, settings.random()) : undefined;
    if (delay === undefined || settings.clock() + delay >= deadline) throw outcome;
    retries++;
    const sent = { requestId: outcome.requestId ?? id, attempts: attempt };
    tell(settings.hooks?.retry, {
      operation,
      url,
      attempt,
      requestId: sent.requestId,
      error: outcome,
      delay,
    });
    await unlessEnded(settings.sleep(delay, signal), signal, sent);
  }
}
