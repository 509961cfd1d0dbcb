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
export function exchange(
  settings: Settings,
  tokens: TokenSource,
  request: OutgoingRequest,
  options: CallOptions,
): Promise<Answer> {
  const total = options.totalTimeout ?? settings.totalTimeout ?? Number.POSITIVE_INFINITY;
  // Most calls have no such limit, and each promise more costs them a little.
  if (total === Number.POSITIVE_INFINITY) return tryRepeatedly(settings, tokens, request, options, total);
  const { signal, close } = scope(options.signal, total, "The call did not end");
  const deadline = settings.clock() + total;
  return tryRepeatedly(settings, tokens, request, { ...options, signal }, deadline).finally(close);
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
  let last: RenewalError | undefined;
  let renewed = false;
  for (let attempt = 1, retries = 0; ; attempt++) {
    const facts = { requestId: last?.requestId, attempts: attempt - 1 };
    const token = operation.authenticated ? await unlessEnded(tokens.get(), signal, facts) : undefined;
    const outcome = await sendOnce(settings, { request, token, timeout, signal, attempt });
    if (!(outcome instanceof RenewalError)) return outcome;
    last = outcome;
    // Another 401 is no word about the token: a proxy's, or a code that says what else is wrong.
    if (!renewed && token !== undefined && outcome.code === "INVALID_TOKEN" && tokens.refused(token)) {
      renewed = true;
      continue;
    }
    const delay = retries < mostRetries ? retryDelay(outcome, retries, settings.random()) : undefined;
    if (delay === undefined || settings.clock() + delay >= deadline) throw outcome;
    retries++;
    tell(settings.hooks?.retry, { operation, url, attempt, error: outcome, delay });
    const { requestId } = outcome;
    await unlessEnded(settings.sleep(delay, signal), signal, { requestId, attempts: attempt });
  }
}
