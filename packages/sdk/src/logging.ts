import type { RenewalError } from "./errors/family.ts";
import { secretFields } from "./generated/secrets.ts";
import type { Hooks } from "./hooks.ts";

/** Where lines go; `console` is one, and so are pino, winston and their like. */
export interface Logger {
  /** For every try and answer. */
  debug(message: string): void;
  /** For every retry. */
  warn(message: string): void;
  /** For every call that failed. */
  error(message: string): void;
}

/**
 * Hooks that write one line for each try, answer, retry and failure. A line names the operation, the URL template, the
 * status, the time taken, the request id and the error's code; never a token, a body, or a query.
 *
 * @example
 * const renewal = new Renewal({ ...credentials, hooks: logTo(console) });
 */
export function logTo(logger: Logger): Hooks {
  return {
    request: ({ operation, attempt }) =>
      logger.debug(`${operation.method} ${operation.route} try ${attempt}`),
    response: ({ operation, status, duration, requestId }) =>
      logger.debug(
        `${operation.method} ${operation.route} ${status} in ${Math.round(duration)} ms (${requestId ?? "no id"})`,
      ),
    retry: ({ operation, error, delay }) =>
      logger.warn(
        `${operation.method} ${operation.route} ${nameOf(error)}, again in ${Math.round(delay)} ms (${idOf(error)})`,
      ),
    error: ({ operation, error }) =>
      logger.error(
        `${operation.method} ${operation.route} ${nameOf(error)}: ${error.message} (${idOf(error)})`,
      ),
  };
}

function idOf({ requestId }: RenewalError): string {
  return requestId ?? "no answer";
}

function nameOf({ name, code }: RenewalError): string {
  return code ?? name;
}

const secretHeaders = ["authorization", "x-signature", "webhook-signature"];

/**
 * A copy with every secret blotted out, for logs of your own: bodies, headers, whole requests. JSON text comes back as what
 * it says.
 *
 * @example
 * const bodies: Middleware = (request, next) => {
 *   console.debug(request.operation.id, redacted(request.body));
 *   return next(request);
 * };
 */
export function redacted(value: unknown): unknown {
  if (value instanceof Headers) return redacted(Object.fromEntries(value));
  if (typeof value === "string") return fromJson(value);
  if (Array.isArray(value)) return value.map(redacted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [
    name,
    isSecret(name.toLowerCase()) ? "[secret]" : typeof inner === "string" ? inner : redacted(inner),
  ]);
  return Object.fromEntries(entries);
}

function isSecret(name: string): boolean {
  return secretHeaders.includes(name) || (secretFields as readonly string[]).includes(name);
}

function fromJson(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" ? redacted(parsed) : text;
  } catch {
    return text;
  }
}
