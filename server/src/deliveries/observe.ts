import type { EndedAttempt, Post } from "@renewal/engine";
import type { Logger } from "pino";
import { Counter, Histogram, type Registry } from "prom-client";

export interface DeliveryObserver {
  /** The same, with its time taken. */
  timed(post: Post): Post;
  ended(attempt: EndedAttempt): void;
}

/** Tells the metrics and the log how merchants take their notifications. */
export function observeDeliveries(log: Logger, registry: Registry): DeliveryObserver {
  const attempts = new Counter({
    name: "delivery_attempts_total",
    help: "Attempts to notify merchants: delivered (2xx), rejected (another status), gone (410), failed (no answer).",
    labelNames: ["outcome"],
    registers: [registry],
  });
  for (const outcome of outcomes) attempts.inc({ outcome }, 0);
  const givenUp = new Counter({
    name: "deliveries_given_up_total",
    help: "Notifications that were given up, after the last attempt or because the receiver is gone.",
    registers: [registry],
  });
  const duration = new Histogram({
    name: "delivery_duration_seconds",
    help: "How long receivers took to answer, or until they were given up on.",
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15],
    registers: [registry],
  });
  return {
    timed: (post) => async (url, headers, body) => {
      const stop = duration.startTimer();
      const outcome = await post(url, headers, body);
      stop();
      return outcome;
    },
    ended(attempt) {
      attempts.inc({ outcome: outcomeOf(attempt) });
      if (attempt.state === "dead") givenUp.inc();
      write(log, attempt);
    },
  };
}

/** Told from the start, so that the first of a kind is seen to be more than none. */
const outcomes = ["delivered", "rejected", "gone", "failed"] as const;

function outcomeOf({ state, outcome }: EndedAttempt): (typeof outcomes)[number] {
  if (state === "delivered") return "delivered";
  if ("error" in outcome) return "failed";
  return outcome.status === 410 ? "gone" : "rejected";
}

/** The address stays out of the log: merchants put secrets into theirs. `renewal deliveries list` tells it. */
function write(log: Logger, { state, outcome, ...about }: EndedAttempt): void {
  const line = { ...about, ...outcome };
  if (state === "delivered") log.debug(line, "a merchant was notified");
  else if (state === "waiting") log.info(line, "a merchant was not notified; another attempt follows");
  else log.warn(line, "a notification was given up; `renewal deliveries replay` sends it again");
}
