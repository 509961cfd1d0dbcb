import type { Engine } from "@renewal/engine";
import { observeDeliveries } from "./deliveries/observe.ts";
import { guardedPost } from "./deliveries/post.ts";
import { startDeliveries } from "./deliveries/worker.ts";
import type { GuardedGateway } from "./gateways/breaker.ts";
import type { Parts } from "./parts.ts";
import type { StatusWatch } from "./status/watch.ts";
import { observeStorage } from "./storage/observe.ts";
import { startUpkeep } from "./upkeep.ts";
import { startWorker as startReal, type Worker } from "./worker.ts";

const ordersAtOnce = 20;

/** Starts the work that no request asks for. Any number of processes may do it side by side. */
export function startBackground(
  parts: Parts,
  engine: Engine,
  gateway: Pick<GuardedGateway, "room">,
  watch: StatusWatch,
): Worker[] {
  const { log, metrics, storage, clock, configuration, overrides } = parts;
  const onError = (error: unknown) =>
    log.error(
      { cause: String(error) },
      "a step of a worker failed; it is tried again, and the next line about it comes after a success",
    );
  const startWorker = overrides.startWorker ?? startReal;
  observeStorage(metrics.registry, storage, clock);
  const deliveries = observeDeliveries(log, metrics.registry);
  const post = guardedPost({ allowedHosts: configuration.notifyAllowedHosts, resolve: overrides.resolve });
  return [
    startWorker(async () => finishOrders(engine, gateway.room(ordersAtOnce)), { interval: 1000, onError }),
    startDeliveries(engine, deliveries.timed(post), {
      ...{ interval: 500, startWorker, onError, onEnded: deliveries.ended },
    }),
    startUpkeep(storage.store, clock, onError),
    watch.start(onError, overrides.statusInterval),
  ];
}

/** All that an order waits for is the gateway's to do: while that is dead, looking would only push the next look away. */
async function finishOrders(engine: Engine, room: number): Promise<number> {
  return room === 0 ? 0 : engine.finishDueOrders(room);
}
