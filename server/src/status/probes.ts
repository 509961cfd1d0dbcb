import type { Backlog } from "../storage/upkeep.ts";
import type { State, States } from "./components.ts";
import type { Traffic } from "./counts.ts";

export interface Probed {
  backlog: () => Promise<Backlog>;
  /** undefined: there is no Redis. */
  redisUp: () => boolean | undefined;
  /** How many of some orders each gateway may be asked for now. */
  gateways: readonly { room: (most: number) => number }[];
}

/** For so long a due notification may wait before it counts as late, and as not delivered at all; milliseconds. */
const late = 2 * 60_000;
const stuck = 15 * 60_000;

/** Fewer requests than these say nothing about how many fail. */
const fewest = 20;

/** Looks at every part once. It never fails: not to get an answer is one. */
export async function probe(parts: Probed, traffic: Traffic, now: number): Promise<States> {
  const backlog = await parts.backlog().catch(() => undefined);
  const redis = parts.redisUp();
  return {
    api: stateOfTraffic(traffic),
    database: backlog === undefined ? "down" : "up",
    redis: redis === undefined ? "unknown" : redis ? "up" : "down",
    gateway: stateOfGateways(parts.gateways.map(({ room }) => room(2) === 2)),
    webhooks: backlog === undefined ? "unknown" : stateOfDeliveries(now - (backlog.oldestDueDelivery ?? now)),
  };
}

function stateOfTraffic({ requests, errors }: Traffic): State {
  if (requests < fewest) return "up";
  const share = errors / requests;
  return share >= 0.5 ? "down" : share >= 0.05 ? "degraded" : "up";
}

function stateOfGateways(areUp: readonly boolean[]): State {
  return areUp.every(Boolean) ? "up" : areUp.some(Boolean) ? "degraded" : "down";
}

function stateOfDeliveries(overdue: number): State {
  return overdue >= stuck ? "down" : overdue >= late ? "degraded" : "up";
}
