import type { Schemas } from "@renewal/contract";
import type { Answer } from "./engine.ts";
import { StoreUnavailable } from "./ports.ts";
import { Refusal } from "./refusal.ts";

/**
 * The documented error for anything that was thrown. What is no documented refusal says nothing of its cause: that
 * belongs into the log.
 */
export function answerTo(error: unknown): Answer {
  const refusal = refusalFor(error);
  const body: Schemas["Error"] = {
    error: {
      code: refusal.code,
      message: refusal.message,
      ...(refusal.details === undefined ? {} : { details: refusal.details }),
    },
  };
  const headers: Record<string, string> = {};
  if (refusal.retryAfter !== undefined) headers["Retry-After"] = String(refusal.retryAfter);
  if (refusal.code === "INVALID_TOKEN")
    headers["WWW-Authenticate"] = 'Bearer realm="renewal", error="invalid_token"';
  return { status: refusal.status, headers, body };
}

/** The refusal that an error amounts to for the client. */
export function refusalFor(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof StoreUnavailable) {
    return new Refusal(
      "SERVICE_UNAVAILABLE",
      "The service cannot reach its database. Send the same request again after Retry-After; that is safe.",
      { retryAfter: error.retryAfter, cause: error },
    );
  }
  return new Refusal(
    "INTERNAL_ERROR",
    "Something failed on our side. Try again; if it stays, tell support the X-Request-Id of this answer.",
    { cause: error },
  );
}
