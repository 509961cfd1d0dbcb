import { GatewayFailure } from "@renewal/engine";
import Stripe from "stripe";
import type { StripeSettings } from "../../configuration/stripe.ts";

/** Less than the breaker allows a call, so that it hears of the failure and not of its own impatience. Milliseconds. */
const patience = 3_000;

/** Stripe's own client. It does not repeat calls: who calls has a schedule for that. */
export function stripeClient({ secretKey, url }: Pick<StripeSettings, "secretKey" | "url">): Stripe {
  const { protocol, hostname, port } = new URL(url);
  return new Stripe(secretKey, {
    protocol: protocol === "http:" ? "http" : "https",
    host: hostname,
    ...(port === "" ? {} : { port }),
    maxNetworkRetries: 0,
    telemetry: false,
    timeout: patience,
  });
}

/**
 * Asks Stripe, and answers undefined when it has nothing of that name.
 *
 * @throws GatewayFailure, without a word of what Stripe's answer holds
 */
export async function asked<T extends { object: string }>(
  object: T["object"],
  call: Promise<T>,
): Promise<T | undefined> {
  try {
    return whole(object, await call);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError && error.code === "resource_missing") return undefined;
    throw failureOf(error);
  }
}

/** Stripe's client takes any JSON for an answer that does not call itself an error, whatever its status. */
export function whole<T extends { object: string }>(object: T["object"], answer: T): T {
  if (answer.object === object) return answer;
  throw new GatewayFailure("unavailable", "Stripe answered something else than it was asked for.");
}

/** Whether Stripe refused what it was asked to do, and will refuse it again. */
export function isRefusal(error: unknown): error is Stripe.errors.StripeError {
  if (!(error instanceof Stripe.errors.StripeError)) return false;
  const { statusCode = 0 } = error;
  // 409: another call with the same idempotency key is under way. 429: too many calls.
  return statusCode >= 400 && statusCode < 500 && statusCode !== 409 && statusCode !== 429;
}

export function failureOf(cause: unknown): GatewayFailure {
  if (cause instanceof GatewayFailure) return cause;
  if (isRefusal(cause)) {
    const words = [cause.code ?? cause.type, cause.param].filter((word) => word !== undefined).join(", ");
    return new GatewayFailure("refused", `Stripe answered ${cause.statusCode} (${words}).`, { cause });
  }
  return new GatewayFailure("unavailable", "Stripe did not answer, or not in its own words.", { cause });
}
