import type { OperationId } from "@renewal/contract";
import { type Limiter, type LimitPolicies, limitChecks, limitHeaders, overLimit } from "@renewal/engine";
import type { Context } from "./context.ts";

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
