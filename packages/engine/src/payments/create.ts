import type { Input, Output } from "@renewal/contract";
import type { Member } from "../caller.ts";
import type { Order, Package } from "../model.ts";
import { Refusal } from "../refusal.ts";
import type { World } from "../world.ts";
import { placeAtGateway } from "./place.ts";
import { inProgress, refusingFailures } from "./refusals.ts";
import { fingerprintOf, notAPrice, packageAt, readTerms, type Terms } from "./terms.ts";

type Created = Output<"createPayment">;

/**
 * Creates an order once per order_id. What survives a crash: first our row in `creating`, with a lease; then the
 * gateway's order; then our row in `pending`. Whoever comes next, the client again or the finisher, goes on from there.
 */
export async function createPayment(
  world: World,
  { body }: Input<"createPayment">,
  caller: Member,
): Promise<Created> {
  const terms = readTerms(body);
  const digest = fingerprintOf(terms, world.signer);
  const fingerprint = typeof digest === "string" ? digest : await digest;
  const sold = world.store.activePackages();
  const packages = sold instanceof Promise ? await sold : sold;
  const offer = packageAt(terms, packages);
  if (offer === undefined) {
    const earlier = await world.store.findOrderByOrderId(caller.clientId, caller.userId, terms.orderId);
    if (earlier === undefined) throw notAPrice(terms, packages);
    return answerAgain(world, earlier, fingerprint);
  }
  const kept = world.store.insertOrder(newOrder(world, caller, terms, fingerprint, offer));
  const { inserted, order } = kept instanceof Promise ? await kept : kept;
  if (!inserted) return answerAgain(world, order, fingerprint);
  return created(order, await place(world, order));
}

function newOrder(world: World, caller: Member, terms: Terms, fingerprint: string, offer: Package): Order {
  const now = world.clock.now();
  const leaseUntil = now + world.settings.orderLease;
  return {
    transactionId: world.ids.transactionId(),
    clientId: caller.clientId,
    userId: caller.userId,
    orderId: terms.orderId,
    fingerprint,
    status: "creating",
    minorUnits: terms.minorUnits,
    currency: terms.currency,
    subject: terms.subject,
    returnUrl: terms.returnUrl,
    notifyUrl: terms.notifyUrl,
    // Named here, the field has its place in the object from the start.
    paymentUrl: undefined,
    packageId: offer.id,
    months: offer.months,
    createdAt: now,
    updatedAt: now,
    expiresAt: now + world.settings.orderLifetime,
    leaseUntil,
    dueAt: leaseUntil,
    looks: 0,
  };
}

/** The order_id is known: the same request is answered as before, any other is refused. */
async function answerAgain(world: World, order: Order, fingerprint: string): Promise<Created> {
  const details = { transaction_id: order.transactionId };
  if (order.fingerprint !== fingerprint) {
    throw new Refusal(
      "ORDER_ID_REUSED",
      "This order_id was used before with other parameters. Send the first parameters again, or use a new order_id.",
      { details },
    );
  }
  switch (order.status) {
    case "creating":
      return takeOver(world, order, fingerprint);
    case "pending":
    case "failed":
      // A crash may have come before we noted the gateway's address; asked again, it answers the same one.
      return created(order, order.paymentUrl ?? (await place(world, order)), { replayed: true });
    case "paid":
      throw new Refusal(
        "ORDER_ALREADY_PAID",
        "This order is paid already. Use a new order_id for another renewal.",
        { details },
      );
    case "closed":
    case "refunded":
      throw new Refusal("ORDER_CLOSED", "This order is closed. Use a new order_id to try again.", {
        details,
      });
  }
}

/** An earlier request left the order unfinished. Whoever gets its lease finishes it; the others come back later. */
async function takeOver(world: World, order: Order, fingerprint: string): Promise<Created> {
  const now = world.clock.now();
  const mine = await world.store.takeLease(order.transactionId, now, now + world.settings.orderLease);
  if (mine !== undefined) return created(mine, await place(world, mine), { replayed: true });
  const current = await world.store.findOrder(order.transactionId);
  if (current !== undefined && current.status !== "creating") return answerAgain(world, current, fingerprint);
  throw inProgress(current ?? order, now);
}

function place(world: World, order: Order): Promise<string> {
  return refusingFailures(placeAtGateway(world, order), {
    refused:
      "The payment gateway refused the order. Nothing was charged; check the order, or use another way to pay.",
    unavailable:
      "The payment gateway did not answer. Nothing was charged; send the same request again after Retry-After.",
  });
}

function created({ transactionId }: Order, paymentUrl: string, { replayed = false } = {}): Created {
  return {
    status: 200,
    ...(replayed && { headers: { "Idempotent-Replayed": "true" } }),
    body: {
      success: true,
      transaction_id: transactionId,
      payment_url: paymentUrl,
      message: "Payment order created successfully",
    },
  };
}
