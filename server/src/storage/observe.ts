import type { Clock } from "@renewal/engine";
import { Gauge, type Registry } from "prom-client";
import type { Storage } from "./storage.ts";
import type { Backlog } from "./upkeep.ts";

/** A scrape waits no longer for the database than this; milliseconds. */
const patience = 2_000;

/** However many gauges and scrapers ask, the database is asked no more often than this; milliseconds. */
const remembered = 1_000;

/**
 * Tells the metrics what there is to do, and how the database does. While it does not answer only `database_up` is told
 * of it: an old number would look like a good one. Every process tells the same, so take the maximum over them.
 */
export function observeStorage(
  registry: Registry,
  { store, connection }: Pick<Storage, "store" | "connection">,
  clock: Clock,
): void {
  const backlog = rememberedBacklog(() => store.backlog(clock.now()));
  const gauge = (name: string, help: string, read: (backlog: Backlog) => number) =>
    new Gauge({
      ...{ name, help, aggregator: "max", registers: [registry] },
      async collect() {
        const current = await backlog();
        if (current === undefined) this.remove();
        else this.set(read(current));
      },
    });
  gauge("deliveries_waiting", "Notifications on their way to merchants.", (now) => now.waitingDeliveries);
  gauge("deliveries_dead", "Notifications that were given up.", (now) => now.deadDeliveries);
  gauge("deliveries_overdue_seconds", "For how long the longest due notification has been due.", (now) =>
    now.oldestDueDelivery === undefined ? 0 : (clock.now() - now.oldestDueDelivery) / 1000,
  );
  watchOrders(registry, backlog);
  watchDatabase(registry, backlog, connection.pool);
}

function watchOrders(registry: Registry, backlog: () => Promise<Backlog | undefined>): void {
  new Gauge({
    name: "orders_due",
    help: "Orders that a worker should look at now: to finish creating them, to ask the gateway, to close them, to refund them.",
    labelNames: ["status"],
    aggregator: "max",
    registers: [registry],
    async collect() {
      const current = await backlog();
      this.reset();
      for (const [status, count] of Object.entries(current?.dueOrders ?? {})) this.set({ status }, count);
    },
  });
}

function watchDatabase(
  registry: Registry,
  backlog: () => Promise<Backlog | undefined>,
  pool: (() => { total: number; idle: number; waiting: number }) | undefined,
): void {
  new Gauge({
    name: "database_up",
    help: "Whether the database answers; of several processes, whether it answers all.",
    aggregator: "min",
    registers: [registry],
    async collect() {
      this.set((await backlog()) === undefined ? 0 : 1);
    },
  });
  if (pool === undefined) return;
  new Gauge({
    name: "database_connections",
    help: "Connections to PostgreSQL in use and idle, and calls that wait for one.",
    labelNames: ["state"],
    registers: [registry],
    collect() {
      const { total, idle, waiting } = pool();
      this.set({ state: "used" }, total - idle);
      this.set({ state: "idle" }, idle);
      this.set({ state: "waiting" }, waiting);
    },
  });
}

function rememberedBacklog(ask: () => Promise<Backlog>): () => Promise<Backlog | undefined> {
  let asked = Number.NEGATIVE_INFINITY;
  let answer: Promise<Backlog | undefined> = Promise.resolve(undefined);
  return () => {
    if (performance.now() - asked > remembered) {
      asked = performance.now();
      answer = inTime(ask());
    }
    return answer;
  };
}

function inTime<T>(asking: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, patience, undefined);
  });
  const answer = asking.catch(() => undefined);
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
