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
  const [limit = 0, remaining = 0, reset = 0] = ["Limit", "Remaining", "Reset"].map((name) => {
    const text = headers.get(`X-RateLimit-${name}`) ?? "";
    return /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  });
  if (Number.isNaN(limit + remaining + reset)) return undefined;
  return { limit, remaining, resetAt: new Date(reset * 1000) };
}
