import type { Engine } from "@renewal/engine";
import { observeDeliveries } from "./deliveries/observe.ts";
import { guardedPost } from "./deliveries/post.ts";
import { startDeliveries } from "./deliveries/worker.ts";
import type { Parts } from "./parts.ts";
import { startWorker, type Worker } from "./worker.ts";

/** Starts the work that no request asks for. Any number of processes may do it side by side. */
export function startBackground(parts: Parts, engine: Engine): Worker[] {
  const { log, metrics, configuration, overrides } = parts;
  const onError = (error: unknown) => log.error({ cause: String(error) }, "a step of a worker failed");
  const deliveries = observeDeliveries(log, metrics.registry);
  const post = guardedPost({ allowedHosts: configuration.notifyAllowedHosts, resolve: overrides.resolve });
  return [
    startWorker(() => engine.finishDueOrders(), { interval: 1000, onError }),
    startDeliveries(engine, deliveries.timed(post), { interval: 500, onError, onEnded: deliveries.ended }),
  ];
}
