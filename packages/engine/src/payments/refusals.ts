import { GatewayFailure } from "../gateway.ts";
import type { Order } from "../model.ts";
import { Refusal } from "../refusal.ts";

/** Another request, or the finisher, has the order's lease. */
export function inProgress(order: Order, now: number): Refusal {
  return new Refusal(
    "ORDER_IN_PROGRESS",
    "This order is being created by another request. Send the same request again after Retry-After.",
    {
      details: { transaction_id: order.transactionId },
      retryAfter: Math.max(1, Math.ceil((order.leaseUntil - now) / 1000)),
    },
  );
}

/** Waits for the gateway's part, and makes its failure the documented refusal. */
export async function refusingFailures<T>(step: Promise<T>, messages: FailureMessages): Promise<T> {
  try {
    return await step;
  } catch (error) {
    throw refusalOfFailure(error, messages);
  }
}

/** What the client is told, by the kind of failure. */
type FailureMessages = Record<GatewayFailure["kind"], string>;

/**
 * The refusal PAYMENT_FAILED for a gateway's failure; any other error stays what it is. Only what was not answered has
 * Retry-After: a gateway that said no will say it again.
 */
function refusalOfFailure(error: unknown, messages: FailureMessages): unknown {
  if (!(error instanceof GatewayFailure)) return error;
  return new Refusal("PAYMENT_FAILED", messages[error.kind], {
    ...(error.kind === "unavailable" ? { retryAfter: error.retryAfter } : {}),
    cause: error,
  });
}
