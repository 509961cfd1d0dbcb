import type { Input, Output } from "@renewal/contract";
import type { Merchant } from "../caller.ts";
import { deliveryOf } from "../deliveries/event.ts";
import { GatewayFailure } from "../gateway.ts";
import type { Order, Refund } from "../model.ts";
import { parseMinorUnits } from "../money.ts";
import type { OrderChange } from "../ports.ts";
import { Refusal } from "../refusal.ts";
import type { World } from "../world.ts";
import { nextLook } from "./place.ts";
import { ownOrder } from "./read.ts";
import { dropRefund, promiseRefund, settleRefund } from "./refunds.ts";
import { refusingFailures } from "./refusals.ts";
import { paymentView } from "./views.ts";

/**
 * Sends money back once per refund_id. What survives a crash: first our row in `asked`, with a lease and the money
 * promised to it; then the gateway's refund; then our row in `done`. Whoever comes next, the merchant again or the
 * worker, goes on from there.
 */
export async function refundPayment(
  world: World,
  { path, body }: Input<"refundPayment">,
  caller: Merchant,
): Promise<Output<"refundPayment">> {
  const order = await ownOrder(world, path.transaction_id, caller);
  const wanted = body.amount === undefined ? undefined : parseMinorUnits(body.amount, order.currency);
  const { refund, current, isKnown } = await promise(world, order, body.refund_id, wanted);
  const settled =
    refund.state === "done"
      ? current
      : await refusingFailures(refundAtGateway(world, current, refund), {
          refused: "The payment gateway refused the refund, and no money moved. Look at the payment there.",
          unavailable:
            "The payment gateway did not answer. The refund is kept and carried out once; send the same request again after Retry-After.",
        });
  return {
    status: 200,
    headers: isKnown ? { "Idempotent-Replayed": "true" } : {},
    body: paymentView(settled),
  };
}

/** Keeps the refund before the gateway hears of it; of several callers at once one goes on to ask. */
async function promise(world: World, order: Order, refundId: string, wanted: number | undefined) {
  const now = world.clock.now();
  const lease = now + world.settings.orderLease;
  let refund: Refund | undefined;
  let isKnown = false;
  const current = await world.store.changeOrder(
    order.transactionId,
    (fresh, known) => {
      isKnown = known !== undefined && known.state !== "refused";
      if (known !== undefined) refuseOtherAmount(known, wanted);
      const change =
        known === undefined || known.state === "refused"
          ? promiseRefund(fresh, refundId, known?.minorUnits ?? wanted, now, lease)
          : resume(known, now, lease);
      refund = change?.refund ?? known;
      return change;
    },
    refundId,
  );
  return { refund: refund as Refund, current: current ?? order, isKnown };
}

function resume(known: Refund, now: number, lease: number): (OrderChange & { refund: Refund }) | undefined {
  if (known.state === "done") return undefined;
  if (known.leaseUntil <= now) return { refund: { ...known, leaseUntil: lease } };
  throw new Refusal(
    "ORDER_IN_PROGRESS",
    "This refund is being carried out by another request. Send the same request again after Retry-After.",
    {
      details: { transaction_id: known.transactionId },
      retryAfter: Math.max(1, Math.ceil((known.leaseUntil - now) / 1000)),
    },
  );
}

function refuseOtherAmount(known: Refund, wanted: number | undefined): void {
  if (wanted === undefined || wanted === known.minorUnits) return;
  throw new Refusal(
    "REFUND_ID_REUSED",
    "This refund_id was used before for another amount. Send the first amount again, or use a new refund_id.",
    { details: { transaction_id: known.transactionId } },
  );
}

/**
 * Asks the gateway for the refund and writes down what came of it. May run again after a crash at any point, and beside
 * itself: the gateway knows the refund by its name and moves no money a second time.
 *
 * @throws GatewayFailure when the gateway does not do its part; one that did not answer is asked again by the worker
 */
async function refundAtGateway(world: World, order: Order, refund: Refund): Promise<Order> {
  const { transactionId, refundId, minorUnits } = refund;
  const change = (decide: (order: Order, refund: Refund | undefined) => OrderChange | undefined) =>
    world.store.changeOrder(transactionId, decide, refundId);
  try {
    const { at = world.clock.now() } = await world.gateway.refund({
      ...{ transactionId, refundId, minorUnits, currency: order.currency },
    });
    return (await change((...known) => told(world, known[0], settled(world, known, at), at))) ?? order;
  } catch (error) {
    if (!(error instanceof GatewayFailure)) throw error;
    const now = world.clock.now();
    await change((current, known) =>
      error.kind === "refused" ? dropRefund(current, known, now) : postponed(known, now),
    );
    throw error;
  }
}

function settled(world: World, [order, refund]: [Order, Refund | undefined], at: number) {
  return settleRefund(order, refund, at, world.clock.now());
}

/** The merchant hears of an order that became refunded. */
function told(world: World, order: Order, change: OrderChange | undefined, at: number) {
  if (change?.order?.status === undefined || order.notifyUrl === undefined) return change;
  const after = { ...order, ...change.order };
  return { ...change, delivery: deliveryOf(world, after, Math.max(at, order.createdAt), world.clock.now()) };
}

function postponed(refund: Refund | undefined, now: number): OrderChange | undefined {
  if (refund?.state !== "asked") return undefined;
  return { refund: { ...refund, leaseUntil: 0, dueAt: now + nextLook(refund.looks) } };
}

/**
 * One step of the worker that leaves no refund behind.
 *
 * @returns how many it looked at
 */
export async function finishDueRefunds(world: World, limit: number): Promise<number> {
  const now = world.clock.now();
  const refunds = await world.store.claimDueRefunds(now, now + world.settings.orderLease, limit);
  const looks = await Promise.allSettled(refunds.map((refund) => finish(world, refund)));
  const failed = looks.find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return refunds.length;
}

async function finish(world: World, refund: Refund): Promise<void> {
  const order = await world.store.findOrder(refund.transactionId);
  if (order === undefined) return;
  await refundAtGateway(world, order, refund).catch((error: unknown) => {
    if (!(error instanceof GatewayFailure)) throw error;
  });
}
