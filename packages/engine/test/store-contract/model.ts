import { type Order, type OrderChange, paymentStatuses } from "@renewal/engine";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type ModelledStore, plainModel } from "./plain-model.ts";
import { deliveryOf, newOrder, paymentOf, type Subject } from "./store-under-test.ts";

/** One call, made of the model and of the store alike. */
type Call = (store: ModelledStore) => unknown;

/** What a sequence has made so far, for later calls to name. */
interface Made {
  orders: Order[];
  eventIds: string[];
}

/** Makes a call when its turn has come; the made ids are part of it, so both get the same ones. */
type Step = (made: Made) => Call;

// Few values, so that calls meet: the same order_id, the same moment, a lease that ends just now.
const moment = fc.integer({ min: 0, max: 12 });
const limit = fc.integer({ min: 1, max: 4 });
const place = fc.nat({ max: 9 });
const status = fc.constantFrom(...paymentStatuses);
const user = fc.constantFrom("ann", "bob");
const orderId = fc.constantFrom("A", "B", "C", "D", "E");
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const pick = <T>(list: readonly T[], place: number) => list[place % Math.max(list.length, 1)];
const idAt = ({ orders }: Made, place: number) => pick(orders, place)?.transactionId ?? "TXN0000000000";

const insert = fc
  .record({ userId: user, orderId, status, createdAt: moment, dueAt: moment, leaseUntil: moment })
  .map(
    (about): Step =>
      (made) => {
        const order = newOrder(about);
        made.orders.push(order);
        return (store) => store.insertOrder(order);
      },
  );

const change = fc
  .record({
    ...{ place, throws: fc.boolean(), pays: fc.boolean(), voids: fc.boolean(), delivers: fc.boolean() },
    at: moment,
    status: optional(status),
    review: fc.constantFrom("keep", "SET", undefined),
  })
  .map(
    (about): Step =>
      (made) => {
        const order = pick(made.orders, about.place) ?? newOrder();
        const delivery = deliveryOf(order, { createdAt: made.eventIds.length, dueAt: about.at });
        if (about.delivers && !about.throws) made.eventIds.push(delivery.eventId);
        const decision: OrderChange = {
          order: {
            ...(about.status && { status: about.status }),
            ...(about.review !== "keep" && { review: about.review }),
          },
          ...(about.pays && { payment: paymentOf(order, about.at) }),
          ...(about.voids && { voidPayment: { at: about.at } }),
          ...(about.delivers && { delivery }),
        };
        return (store) =>
          store
            .changeOrder(order.transactionId, () => {
              if (about.throws) throw new Error("the decision failed");
              return decision;
            })
            .catch((error: Error) => error.message);
      },
  );

const placing = fc
  .record({ place, updatedAt: moment, dueAt: moment, paymentUrl: fc.constantFrom("https://a", "https://b") })
  .map(
    ({ place, ...placed }): Step =>
      (made) =>
      (store) =>
        store.placeOrder(idAt(made, place), placed),
  );

const readings = fc.oneof(
  fc
    .record({ userId: optional(user), status: optional(status), orderId: optional(orderId), place, limit })
    .map(
      ({ place, ...query }): Step =>
        (made) => {
          const after = place > 5 ? pick(made.orders, place) : undefined;
          return (store) => store.listOrders({ clientId: "shop", ...query, after });
        },
    ),
  user.map(
    (userId): Step =>
      () =>
      async (store) =>
        store.ledgerOf("shop", userId),
  ),
  place.map(
    (place): Step =>
      (made) =>
      (store) =>
        store.findOrder(idAt(made, place)),
  ),
  fc.tuple(user, orderId).map(
    (key): Step =>
      () =>
      (store) =>
        store.findOrderByOrderId("shop", ...key),
  ),
);

const claims = fc.oneof(
  fc.tuple(moment, moment, limit).map(
    ([now, length, limit]): Step =>
      () =>
      (store) =>
        store.claimDueOrders(now, now + length, limit),
  ),
  fc.tuple(place, moment, moment).map(
    ([place, now, length]): Step =>
      (made) =>
      (store) =>
        store.takeLease(idAt(made, place), now, now + length),
  ),
  fc.tuple(moment, moment, limit).map(
    ([now, length, limit]): Step =>
      () =>
      // The port names no order in which the claimed are answered.
      async (store) =>
        (await store.claimDueDeliveries(now, now + length, limit)).sort((a, b) =>
          a.eventId < b.eventId ? -1 : 1,
        ),
  ),
  fc.record({ place, state: fc.constantFrom("waiting", "delivered", "dead"), dueAt: moment }).map(
    ({ place, ...change }): Step =>
      (made) =>
      (store) =>
        store.updateDelivery(pick(made.eventIds, place) ?? "evt_of_nobody", change),
  ),
);

async function everything(store: ModelledStore): Promise<unknown> {
  return {
    orders: await store.listOrders({ clientId: "shop", limit: 1_000 }),
    ledgers: [await store.ledgerOf("shop", "ann"), await store.ledgerOf("shop", "bob")],
    deliveries: await store.listDeliveries({ limit: 1_000 }),
  };
}

export function everySequence(subject: Subject, sequences: number): void {
  const steps = fc.array(
    fc.oneof(
      { arbitrary: insert, weight: 3 },
      { arbitrary: change, weight: 4 },
      { arbitrary: placing, weight: 2 },
      { arbitrary: readings, weight: 2 },
      { arbitrary: claims, weight: 4 },
    ),
    { minLength: 1, maxLength: 40, size: "max" },
  );

  it(`answers as the plainest store would (${sequences} random sequences)`, async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        await subject().clear();
        const [model, made] = [plainModel(), { orders: [], eventIds: [] }];
        for (const step of sequence) {
          const call = step(made);
          expect(await call(subject().store)).toEqual(await call(model));
        }
        expect(await everything(subject().store)).toEqual(await everything(model));
      }),
      { numRuns: sequences, endOnFailure: false },
    );
  }, 580_000);
}
