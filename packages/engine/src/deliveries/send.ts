import type { Delivery } from "../model.ts";
import type { Post } from "../ports.ts";
import type { World } from "../world.ts";
import { afterAttempt } from "./schedule.ts";
import { signDelivery } from "./sign.ts";

/** A claimed delivery is another process' after this long: twice what an attempt may take. */
const claimedFor = 30_000;

/**
 * Starts one attempt for each of the deliveries that are due, side by side: a receiver that hangs holds up no other. A
 * crash leaves them claimed until the claim runs out; then they are sent again, with the same id.
 *
 * @returns the attempts under way; each one rejects with StoreUnavailable when its outcome could not be kept
 */
export async function sendDueDeliveries(world: World, post: Post, limit = 20): Promise<Promise<void>[]> {
  const now = world.clock.now();
  const due = await world.store.claimDueDeliveries(now, now + claimedFor, limit);
  return due.map((delivery) => attempt(world, post, delivery));
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
