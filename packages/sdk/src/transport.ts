import openapiFetch from "openapi-fetch";
import { ConfigurationError } from "./errors/client.ts";
import { RenewalError } from "./errors/family.ts";
import { exchange } from "./exchange.ts";
import { tell } from "./hooks.ts";
import type { Answer, OutgoingRequest } from "./middleware.ts";
import type { Operation } from "./operation.ts";
import type { Send } from "./resource.ts";
import type { Settings } from "./settings.ts";
import type { TokenSource } from "./tokens/source.ts";

/** What openapi-fetch adds to a request beside the standard fields. */
interface Extras {
  headers: Headers;
  text: string | undefined;
  operation: Operation;
  run: (draft: Draft) => Promise<Answer>;
}

/**
 * What openapi-fetch makes instead of a `Request`: a description that can be sent any number of times. A real Request
 * can be sent once, and making one costs as much as the rest of this package.
 */
class Draft implements OutgoingRequest {
  declare readonly url: string;
  declare readonly headers: Headers;
  declare readonly body: string | undefined;
  declare readonly operation: Operation;
  declare readonly run: Extras["run"];

  constructor(url: string, { text, ...extras }: Extras) {
    Object.assign(this, extras, { url, body: text });
  }
}

/** The way of every call: openapi-fetch writes it down, middleware stands around it, the exchange sends it. */
export function transport(settings: Settings, tokens: TokenSource): Send {
  // Where this package is required instead of imported, what comes is the module and not its default export.
  const createClient = (openapiFetch as { default?: typeof openapiFetch }).default ?? openapiFetch;
  // With nothing in it for openapi-fetch to read: the exchange has read and judged the answer already.
  const done = { ok: true, status: 204, headers: new Headers() };
  const api = createClient<Record<string, never>>({
    baseUrl: settings.baseUrl,
    headers: settings.headers,
    pathSerializer: fillIn,
    Request: Draft as never,
    fetch: ((draft: Draft) => draft.run(draft).then((answer) => ({ ...done, answer }))) as never,
  });
  return async (operation, { path, query, body }, options = {}) => {
    let made: Draft | undefined;
    const run = (draft: Draft) => {
      made = draft;
      return throughMiddleware(settings, draft, (request) => exchange(settings, tokens, request, options));
    };
    try {
      const headers = body && { "Content-Type": "application/json" };
      const init = { params: { path, query }, text: json(body), headers: { ...headers, ...options.headers } };
      const call = { ...init, operation, run } as never;
      const { response } = await api.request(operation.method as never, operation.route as never, call);
      return (response as unknown as { answer: Answer }).answer;
    } catch (cause) {
      const error = made === undefined && !(cause instanceof RenewalError) ? unwritable() : cause;
      const url = made?.url ?? settings.baseUrl + operation.route;
      tell(settings.hooks?.error, { operation, url, error: error as RenewalError });
      throw error;
    }
  };
}

function throughMiddleware(
  { middleware = [] }: Settings,
  request: OutgoingRequest,
  send: (request: OutgoingRequest) => Promise<Answer>,
): Promise<Answer> {
  const outermost = middleware.reduceRight<typeof send>(
    (next, around) => async (passed) => around(passed, next),
    send,
  );
  return outermost(request);
}

/** Written here and once: openapi-fetch would merge all headers a second time for it. */
function json(body: { amount?: unknown } | undefined): string | undefined {
  const amount = body?.amount;
  // JSON would make null of NaN, and write the very small and the very large with an exponent.
  if (typeof amount === "number" && !(amount > 0 && /^[\d.]+$/.test(`${amount}`)))
    throw new ConfigurationError(`amount must be a positive number; it is ${amount}.`);
  return JSON.stringify(body);
}

/** Dots would lead to another path, and nothing at all to another operation. */
function fillIn(route: string, values: Record<string, unknown>): string {
  return route.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (typeof value === "string" && !/^\.{0,2}$/.test(value)) return encodeURIComponent(value);
    throw new ConfigurationError(`${name} must name something; it is ${JSON.stringify(value)}.`);
  });
}

/** The platform's complaint is left out: it quotes headers, and they hold secrets. */
function unwritable(): ConfigurationError {
  return new ConfigurationError("A header is no HTTP, or the body no JSON.");
}
