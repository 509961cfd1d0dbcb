import type { OperationId } from "@renewal/contract";
import { type Limiter, type LimitPolicies, limitChecks, limitHeaders, overLimit } from "@renewal/engine";
import type { Context, Handler } from "./context.ts";
import { requireHttps } from "./https-only.ts";

/** Counts the request under every limit that applies to it, in one call. */
export type CountRequest = (ctx: Context, id: OperationId | undefined) => Promise<void>;

/** @throws Refusal RATE_LIMIT_EXCEEDED from the function it makes */
export function countRequests(limiter: Limiter, policies: LimitPolicies): CountRequest {
  return async (ctx, id) => {
    const who = { caller: ctx.state.caller, address: ctx.state.address };
    const verdict = await limiter.take(limitChecks(id, who, policies));
    ctx.set(limitHeaders(verdict));
    if (verdict.refused !== undefined) throw overLimit(verdict);
  };
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
    await count(ctx, "receiveNotification");
    return next();
  };
}
