import type { Schemas } from "@renewal/contract";
import type { AttemptOutcome, Clock, Post } from "@renewal/engine";
import type { DeliveryOption } from "./options.ts";

/** An attempt to notify a merchant, as it went out. */
export interface SentDelivery {
  url: string;
  /** With `X-Signature` and the three headers of Standard Webhooks. */
  headers: Record<string, string>;
  /** The exact bytes, as text: what the signatures are over. */
  body: string;
  /** What the body says. */
  event: Schemas["PaymentEvent"];
  /** The status that the merchant answered with, 200 for a caught one; or why there was none. */
  outcome: AttemptOutcome;
  /** When it went out, milliseconds since 1970 on the mock's clock. */
  at: number;
}

export type DeliveryLog = SentDelivery[];

/** As long as the server waits for a merchant, in milliseconds. */
const timeout = 15_000;

export function postOf(option: DeliveryOption, log: DeliveryLog, clock: Clock): Post {
  return async (url, headers, body) => {
    const at = clock.now();
    const outcome = await outcomeOf(option, { url, headers, body });
    log.push({ url, headers, body, event: JSON.parse(body), outcome, at });
    return outcome;
  };
}

async function outcomeOf(
  option: DeliveryOption,
  delivery: { url: string; headers: Record<string, string>; body: string },
): Promise<AttemptOutcome> {
  try {
    if (option === "catch") return { status: 200 };
    if (option !== "send") return { status: await option(delivery) };
    const { status } = await fetch(delivery.url, {
      ...{ method: "POST", headers: delivery.headers, body: delivery.body },
      ...{ redirect: "manual", signal: AbortSignal.timeout(timeout) },
    });
    return { status };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
