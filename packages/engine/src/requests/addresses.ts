import { Refusal } from "../refusal.ts";

/** There is nothing at the address of the request. */
export function notFound(): Refusal {
  return new Refusal("NOT_FOUND", "There is nothing at this address. GET /openapi.json lists every address.");
}

/** The address is good, the method is not. */
export function methodNotAllowed(method: string, allowed: readonly string[]): Refusal {
  const name = /^[A-Z]{1,20}$/.test(method) ? method : "This method";
  return new Refusal("METHOD_NOT_ALLOWED", `${name} is not allowed here. Use ${allowed.join(" or ")}.`);
}

/** What a client may call its request: printable and short. */
export const acceptableRequestId = /^[A-Za-z0-9._-]{1,64}$/;

/** What every answer says to browsers. Pages set a Content-Security-Policy of their own. */
export const protectiveHeaders = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cache-Control": "no-store",
} as const;

/** The headers of an answer that scripts of other origins may read. */
export const exposedHeaders = [
  "X-RateLimit-Limit",
  "X-RateLimit-Remaining",
  "X-RateLimit-Reset",
  "X-Request-Id",
  "Retry-After",
  "Idempotent-Replayed",
] as const;
