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

/**
 * Makes a gateway's failure the documented refusal. Only what was not answered has Retry-After: a gateway that said no
 * will say it again.
 *
 * @param messages what the client is told, by the kind of failure
 * @throws Refusal PAYMENT_FAILED
 */
export async function refusingFailures<T>(
  step: Promise<T>,
  messages: Record<GatewayFailure["kind"], string>,
): Promise<T> {
  try {
    return await step;
  } catch (error) {
    if (!(error instanceof GatewayFailure)) throw error;
    throw new Refusal("PAYMENT_FAILED", messages[error.kind], {
      ...(error.kind === "unavailable" ? { retryAfter: error.retryAfter } : {}),
      cause: error,
    });
  }
}
