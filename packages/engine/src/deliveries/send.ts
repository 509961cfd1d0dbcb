import type { Delivery } from "../model.ts";
import type { Post } from "../ports.ts";
import type { World } from "../world.ts";
import { afterAttempt } from "./schedule.ts";
import { signDelivery } from "./sign.ts";

/** A claimed delivery is another process' after this long: twice what an attempt may take. */
const claimedFor = 30_000;

/**
 * Makes one attempt for each of the deliveries that are due, side by side. A crash in between leaves them claimed until
 * the claim runs out; then they are sent again, with the same id.
 *
 * @returns how many were due
 */
export async function sendDueDeliveries(world: World, post: Post, limit = 20): Promise<number> {
  const now = world.clock.now();
  const due = await world.store.claimDueDeliveries(now, now + claimedFor, limit);
  const attempts = await Promise.allSettled(due.map((delivery) => attempt(world, post, delivery)));
  const failed = attempts.find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return due.length;
}

async function attempt(world: World, post: Post, delivery: Delivery): Promise<void> {
  const { store, signer, clock } = world;
  const client = await store.findClient(delivery.clientId);
  const signature = await signDelivery(signer, client?.webhookSecrets ?? [], delivery, clock.now());
  const headers = { "Content-Type": "application/json", "User-Agent": "renewal-webhooks/1", ...signature };
  const outcome = await post(delivery.url, headers, delivery.body);
  const now = clock.now();
  const attempts = delivery.attempts + 1;
  const next = afterAttempt(outcome, attempts, now, Math.random());
  await store.updateDelivery(delivery.eventId, {
    ...next,
    attempts,
    lastStatus: "status" in outcome ? outcome.status : undefined,
    lastError: "error" in outcome ? outcome.error : undefined,
    ...(next.state === "waiting" ? {} : { settledAt: now }),
  });
}
