import type { OperationId } from "@renewal/contract";
import {
  type Limiter,
  type LimitPolicies,
  type LimitVerdict,
  limitChecks,
  limitHeaders,
  overLimit,
} from "@renewal/engine";
import type { Context, Handler, RequestState } from "./context.ts";
import { requireHttps } from "./https-only.ts";

/**
 * Counts the request under every limit that applies to it, in one call, and notes what they say.
 *
 * @returns a promise only where others have to be asked
 * @throws Refusal RATE_LIMIT_EXCEEDED
 */
export type CountRequest = (state: RequestState, id: OperationId | undefined) => void | Promise<void>;

export function countRequests(limiter: Limiter, policies: LimitPolicies): CountRequest {
  return (state, id) => {
    const verdict = limiter.take(limitChecks(id, state, policies));
    if (!(verdict instanceof Promise)) return heed(state, verdict);
    return verdict.then((told) => heed(state, told));
  };
}

function heed(state: RequestState, verdict: LimitVerdict): void {
  state.verdict = verdict;
  if (verdict.refused !== undefined) throw overLimit(verdict);
}

/** Counts what is no operation, and tells of the limits in the answer. @throws Refusal RATE_LIMIT_EXCEEDED */
export async function countOther(count: CountRequest, ctx: Context, id?: OperationId): Promise<void> {
  try {
    await count(ctx.state, id);
  } finally {
    if (ctx.state.verdict !== undefined) ctx.set(limitHeaders(ctx.state.verdict));
  }
}

/**
 * A gateway's reports to an address of its own count as notifications do: in the metrics, and under the same limit. One
 * that is refused is sent again, since it was not answered in the gateway's word for "taken".
 */
export function countNotifications(paths: readonly string[], count: CountRequest): Handler {
  return async (ctx, next) => {
    if (!paths.includes(ctx.path)) return next();
    ctx.state.operation = "receiveNotification";
    requireHttps(ctx);
    await countOther(count, ctx, "receiveNotification");
    return next();
  };
}
