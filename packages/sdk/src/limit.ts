/** A rate limit, as an answer told it. */
export interface LimitState {
  /** How many requests its window allows. */
  limit: number;
  /** How many of them are left. */
  remaining: number;
  /** When the oldest counted request leaves the window. */
  resetAt: Date;
}

/** @returns the state that the headers tell; undefined when they do not */
export function limitState(headers: Headers): LimitState | undefined {
  const limit = numberIn(headers, "Limit");
  const remaining = numberIn(headers, "Remaining");
  const reset = numberIn(headers, "Reset");
  if (limit === undefined || remaining === undefined || reset === undefined) return undefined;
  return { limit, remaining, resetAt: new Date(reset * 1000) };
}

function numberIn(headers: Headers, name: string): number | undefined {
  const text = headers.get(`X-RateLimit-${name}`);
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
