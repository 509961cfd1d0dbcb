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
  const [limit, remaining, reset] = ["Limit", "Remaining", "Reset"].map((name) =>
    headers.get(`X-RateLimit-${name}`),
  );
  if (![limit, remaining, reset].every((text) => text && /^\d{1,12}$/.test(text))) return undefined;
  return { limit: Number(limit), remaining: Number(remaining), resetAt: new Date(Number(reset) * 1000) };
}
