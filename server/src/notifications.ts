import { type Engine, type Store, StoreUnavailable } from "@renewal/engine";
import { BulkheadRejectedError, bulkhead } from "cockatiel";

/** Of the ten connections to the database; the others are left to everybody else. */
const atOnce = 8;

/** So many wait for their turn: a few seconds' worth, which is as long as gateways like to wait. */
const waiting = 1_000;

/**
 * Keeps a storm of notifications from taking the whole database: orders and reads go on, and the notifications that find
 * no room are told to come again, which gateways do.
 *
 * @param open makes an engine over a store
 */
export function withRoomForOthers(store: Store, open: (store: Store) => Engine): Engine {
  const room = bulkhead(atOnce, waiting);
  const engine = open(store);
  const changeOrder: Store["changeOrder"] = (...change) =>
    room.execute(() => store.changeOrder(...change)).catch(toldToComeAgain);
  const forNotifications = open(Object.assign(Object.create(store) as Store, { changeOrder }));
  return {
    ...engine,
    perform: (id, ...request) =>
      (id === "receiveNotification" ? forNotifications : engine).perform(id, ...request),
    report: (...said) => forNotifications.report(...said),
  };
}

function toldToComeAgain(error: unknown): never {
  if (!(error instanceof BulkheadRejectedError)) throw error;
  throw new StoreUnavailable("More notifications come than can be written down.", { cause: error });
}
