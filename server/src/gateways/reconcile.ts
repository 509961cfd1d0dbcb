import {
  type DifferenceKind,
  differenceOf,
  type Engine,
  type Gateway,
  GatewayFailure,
  type GatewayState,
  type Order,
} from "@renewal/engine";
import type { Storage } from "../storage/storage.ts";
import type { OpenGateway } from "./open.ts";

/** `missing here`: the gateway has it and we do not. `unanswered`: the gateway was asked and did not say. */
export type FindingKind = DifferenceKind | "missing here" | "unanswered";

/** Something that differs between our books and a gateway's. */
export interface Finding {
  kind: FindingKind;
  transactionId: string;
  ours?: Order;
  theirs?: GatewayState;
  /** Whether both agree now. */
  mended: boolean;
}

export interface Reconciliation {
  storage: Pick<Storage, "store">;
  gateways: readonly OpenGateway[];
  /** All of them as one. */
  gateway: Pick<Gateway, "query">;
  engine: Pick<Engine, "mend">;
  /** Whether to mend what the rules allow. */
  repair: boolean;
}

/** Rows that are read at once. */
const page = 500;

/** Gateways limit calls; some at once are what one server makes anyway. */
const atOnce = 5;

/**
 * Compares the lists of the gateways with ours, and then asks about each order of ours that stood in none of them.
 *
 * @param since milliseconds since 1970
 * @throws GatewayFailure when a gateway does not answer with its list; StoreUnavailable
 */
export async function* reconcileSince(world: Reconciliation, since: number): AsyncGenerator<Finding> {
  const listed = new Set<string>();
  for (const { list } of world.gateways) {
    for await (const { transactionId, ...theirs } of list?.(since) ?? []) {
      listed.add(transactionId);
      const ours = await world.storage.store.findOrder(transactionId);
      yield* ours === undefined
        ? [{ kind: "missing here", transactionId, theirs, mended: false } as const]
        : await compared(world, ours, theirs);
    }
  }
  for await (const orders of ourOrders(world.storage.store, since)) {
    const unlisted = orders.filter(({ transactionId }) => !listed.has(transactionId));
    for (let first = 0; first < unlisted.length; first += atOnce) {
      const some = unlisted.slice(first, first + atOnce);
      for (const findings of await Promise.all(some.map((order) => asked(world, order)))) yield* findings;
    }
  }
}

async function* ourOrders(store: Storage["store"], since: number): AsyncGenerator<Order[]> {
  let after: string | undefined;
  for (;;) {
    const orders = await store.ordersSince(since, page, after);
    yield orders;
    after = orders.at(-1)?.transactionId;
    if (orders.length < page) return;
  }
}

async function asked(world: Reconciliation, ours: Order): Promise<Finding[]> {
  const { transactionId } = ours;
  try {
    return await compared(world, ours, await world.gateway.query(transactionId));
  } catch (error) {
    if (!(error instanceof GatewayFailure)) throw error;
    return [{ kind: "unanswered", transactionId, ours, mended: false }];
  }
}

async function compared(
  { engine, repair }: Reconciliation,
  ours: Order,
  theirs: GatewayState,
): Promise<Finding[]> {
  const difference = differenceOf(ours, theirs);
  if (difference === undefined) return [];
  const mended = repair && (await mendedBy(engine, ours, difference));
  return [{ kind: difference.kind, transactionId: ours.transactionId, ours, theirs, mended }];
}

async function mendedBy(
  engine: Pick<Engine, "mend">,
  ...about: Parameters<Engine["mend"]>
): Promise<boolean> {
  try {
    return await engine.mend(...about);
  } catch (error) {
    if (error instanceof GatewayFailure) return false;
    throw error;
  }
}
