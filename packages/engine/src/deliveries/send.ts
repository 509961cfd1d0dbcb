import type { Delivery } from "../model.ts";
import type { AttemptOutcome, Post } from "../ports.ts";
import type { World } from "../world.ts";
import { afterAttempt } from "./schedule.ts";
import { signDelivery } from "./sign.ts";

/** A claimed delivery is another process' after this long: twice what an attempt may take. */
const claimedFor = 30_000;

/** An attempt under way. */
export interface DeliveryAttempt {
  /** Whose receiver is waited for. */
  clientId: string;
  /** Rejects with StoreUnavailable when the outcome could not be kept; the delivery is then sent again. */
  ended: Promise<EndedAttempt>;
}

/** What became of an attempt, and of its delivery. */
export interface EndedAttempt extends Pick<Delivery, "eventId" | "clientId" | "transactionId" | "state"> {
  /** How many attempts there were, this one included. */
  attempts: number;
  outcome: AttemptOutcome;
}

export interface SendOptions {
  /** How many attempts to start at most; 20 by default. */
  limit?: number;
  /** Clients whose deliveries are left for later. */
  except?: readonly string[];
}

/**
 * Starts one attempt for each of the deliveries that are due, side by side. A crash leaves them claimed until the claim
 * runs out; then they are sent again, with the same id.
 */
export async function sendDueDeliveries(
  world: World,
  post: Post,
  { limit = 20, except = [] }: SendOptions = {},
): Promise<DeliveryAttempt[]> {
  const now = world.clock.now();
  const due = await world.store.claimDueDeliveries(now, now + claimedFor, limit, except);
  return due.map((delivery) => ({ clientId: delivery.clientId, ended: attempt(world, post, delivery) }));
}

async function attempt(world: World, post: Post, delivery: Delivery): Promise<EndedAttempt> {
  const { store, clock } = world;
  const outcome = await send(world, post, delivery);
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
  const { eventId, clientId, transactionId } = delivery;
  return { eventId, clientId, transactionId, attempts, outcome, state: next.state };
}

/** What cannot be signed is not sent: nobody could tell that it is ours. It waits for a secret as for a receiver. */
async function send(
  { store, signer, clock }: World,
  post: Post,
  delivery: Delivery,
): Promise<AttemptOutcome> {
  const secrets = (await store.findClient(delivery.clientId))?.webhookSecrets ?? [];
  if (secrets.length === 0) return { error: "The client has no webhook secret." };
  let signature: Record<string, string>;
  try {
    signature = await signDelivery(signer, secrets, delivery, clock.now());
  } catch {
    return { error: "A webhook secret of the client is broken." };
  }
  const headers = { "Content-Type": "application/json", "User-Agent": "renewal-webhooks/1", ...signature };
  return post(delivery.url, headers, delivery.body);
}
