import { RenewalError } from "../errors/family.ts";
import type { Payment } from "../generated/models.ts";
import { Payments as GeneratedPayments } from "../generated/resources.ts";
import type { LimitState } from "../limit.ts";
import type { CallOptions } from "../options.ts";
import { isPassing } from "../retry.ts";
import { scope, timedOut, unlessEnded } from "../waiting.ts";

/** How to wait for a payment. */
export interface WaitOptions extends CallOptions {
  /**
   * Whether this is what you wait for. When absent: the order is paid, closed or refunded, or in a state that this
   * version does not know. `failed` is not the end, for the person may try again.
   */
  until?: ((payment: Payment) => boolean) | undefined;
}

const unsettled: readonly string[] = ["creating", "pending", "failed"];
const firstPause = 1000;
const longestPause = 10_000;
const late = "The payment was not settled";
const quarterOfAnHour = 900_000;

/** Payment orders for membership renewal. */
export class Payments extends GeneratedPayments {
  /**
   * Waits until a payment order is settled, by asking for it again and again: after 1 s at first and 10 s in the end,
   * and never faster than the rate limit has room for. `totalTimeout` is 15 minutes when absent; ask for
   * `Infinity` to wait for as long as it takes.
   *
   * @param transaction_id the `transaction_id` that creating the order answered
   * @throws TimeoutError when `totalTimeout` has passed; call it again to go on waiting
   * @throws AbortedError when `signal` aborts
   * @throws NotFoundError `TRANSACTION_NOT_FOUND`
   * @example
   * const payment = await renewal.payments.waitUntilSettled(order.transaction_id, { totalTimeout: 120_000 });
   * if (payment.status === "paid") console.log("Thank you!");
   */
  async waitUntilSettled(transaction_id: string, options: WaitOptions = {}): Promise<Payment> {
    const { clock, sleep } = this.settings();
    const { until = isSettled, totalTimeout = quarterOfAnHour, signal: left, ...call } = options;
    const deadline = clock() + totalTimeout;
    const { signal, close } = scope(left, totalTimeout, late);
    try {
      for (let pause = firstPause; ; pause = Math.min(pause * 1.5, longestPause)) {
        const look = await this.#look(transaction_id, { ...call, signal });
        if (look.payment !== undefined && until(look.payment)) return look.payment;
        const delay = Math.max(pause, look.pause);
        if (clock() + delay >= deadline) throw look.failure ?? timedOut(totalTimeout, late);
        await unlessEnded(sleep(delay, signal), signal, {});
      }
    } finally {
      close();
    }
  }

  /** Asks once. An outage passes, and so does a limit: there is time. */
  async #look(transaction_id: string, options: CallOptions): Promise<Look> {
    try {
      const { data, limit } = await this.get(transaction_id, options).withResponse();
      return { payment: data, pause: fairPause(limit, this.settings().clock()) };
    } catch (error) {
      if (options.signal?.aborted || !(error instanceof RenewalError) || !isPassing(error)) throw error;
      return { failure: error, pause: (error.retryAfter ?? 0) * 1000 };
    }
  }
}

/** What one question brought, and how many milliseconds must pass before the next. */
interface Look {
  payment?: Payment;
  failure?: RenewalError;
  pause: number;
}

function isSettled({ status }: Payment): boolean {
  return !unsettled.includes(status);
}

/** Spreads what is left of the limit over its window, so that waiting starves no other call. */
function fairPause(limit: LimitState | undefined, now: number): number {
  if (limit === undefined) return 0;
  const window = Math.min(limit.resetAt.getTime() - now, 60_000);
  return window / (limit.remaining + 1);
}
