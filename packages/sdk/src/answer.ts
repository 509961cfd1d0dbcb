import { apiError } from "./errors/api.ts";
import { InvalidResponseError } from "./errors/client.ts";
import type { RenewalError } from "./errors/family.ts";
import type { ErrorDetails } from "./generated/models.ts";
import { limitState } from "./limit.ts";
import type { Answer } from "./middleware.ts";
import { retryAfter } from "./retry.ts";

/** An answer as it came: its whole body, not yet understood. */
export interface RawAnswer {
  facts: { status: number | undefined; requestId: string | undefined; attempts: number };
  headers: Headers;
  text: string;
  /** Whether it may hold tokens: an error must not keep it. */
  isSecret: boolean;
}

/**
 * Understands an answer.
 *
 * @param now milliseconds since 1970, for dates in Retry-After
 * @returns the answer, or the error that it tells
 */
export function understand(
  { headers, text, isSecret, ...raw }: RawAnswer,
  now: number,
): Answer | RenewalError {
  const status = raw.facts.status ?? 0;
  const data = parse(text);
  const isGood = status >= 200 && status < 300;
  if (isGood && (isObject(data) || (status === 204 && text === ""))) {
    // Few ask for the limit, so it is read when they do.
    return {
      ...raw.facts,
      ...{ status, headers, text, data },
      get limit() {
        return limitState(headers);
      },
    };
  }
  const facts = {
    ...raw.facts,
    status,
    limit: limitState(headers),
    body: isSecret ? undefined : text.slice(0, 4096),
  };
  // A browser gives a redirect the status 0.
  if (status < 400) {
    const message = isGood ? notJson(headers, text) : "A redirect is not followed. Set baseUrl to its end.";
    return new InvalidResponseError(message, { ...facts, code: "INVALID_RESPONSE" });
  }
  const { code, message, details } = errorBody(data);
  return apiError(message ?? `A proxy answered with ${status}.`, {
    ...facts,
    code,
    details,
    retryAfter: retryAfter(headers.get("Retry-After") ?? "", now),
  });
}

/** The text is not quoted: in an answer that carries tokens it would put them into logs. */
function notJson(headers: Headers, text: string): string {
  const type = headers.get("Content-Type") ?? "no type";
  return `The body (${type}, ${text.length} characters) is no whole JSON. Is baseUrl right?`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(data: unknown): data is Record<string, unknown> {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

interface ErrorBody {
  code?: string;
  message?: string;
  details?: ErrorDetails;
}

/** What of the documented shape is there: proxies answer in shapes of their own. */
function errorBody(data: unknown): ErrorBody {
  const error = isObject(data) ? data.error : undefined;
  if (!isObject(error) || typeof error.code !== "string") return {};
  return {
    code: error.code,
    message: `${error.message ?? error.code}`,
    ...(isObject(error.details) && { details: error.details }),
  };
}
