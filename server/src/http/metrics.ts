import { createHash, timingSafeEqual } from "node:crypto";
import type { Server } from "node:http";
import { operations } from "@renewal/contract/operations";
import { Refusal } from "@renewal/engine";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { type Count, type Durations, DurationTally, Tally } from "../metrics/tally.ts";
import { gatherMetrics } from "../processes/metrics.ts";
import type { Handler } from "./context.ts";
import type { Exchange } from "./observe.ts";

export interface Metrics {
  registry: Registry;
  /** Counts and times an exchange, if it was with the API. */
  count(exchange: Exchange): void;
  /** Counts what never became a request. */
  countBroken(code: string): void;
}

const methods = new Set(["GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"]);

/**
 * Prometheus metrics of the API. Every label has a short, fixed list of values: no path and no id becomes one.
 *
 * @param server whose connections are counted, once it is there
 */
export function apiMetrics(server: () => Server | undefined): Metrics {
  const registry = new Registry();
  const seriesOf = requestSeries(registry);
  const errors = errorCounts(registry);
  watchConnections(registry, server);
  return {
    registry,
    count({ method, path, operation = "none", status, errorCode, seconds }) {
      // A gateway's own address for its notifications is none of /v1's.
      if (operation === "none" && path !== "/v1" && !path.startsWith("/v1/")) return;
      const { requests, durations } = seriesOf(operation)(methods.has(method) ? method : "other")(status);
      requests.add();
      durations.observe(seconds);
      if (errorCode !== undefined) errors(operation)(errorCode).add();
    },
    countBroken: (code) => errors("none")(code).add(),
  };
}

/**
 * Serves `/metrics`.
 *
 * @param token who asks must send it as a bearer token; undefined: anyone may ask
 */
export function metricsPage(registry: Registry, token: string | undefined): Handler {
  const gather = gatherMetrics([nodeMetrics(), registry]);
  return async (ctx, next) => {
    if (ctx.path !== "/metrics" || (ctx.method !== "GET" && ctx.method !== "HEAD")) return next();
    if (token !== undefined && !isSame(ctx.get("Authorization"), `Bearer ${token}`)) {
      throw new Refusal(
        "INVALID_TOKEN",
        "/metrics needs the METRICS_TOKEN of this server as a bearer token.",
      );
    }
    ctx.body = await gather();
    ctx.set("Content-Type", registry.contentType);
  };
}

let node: Registry | undefined;

/** Node's own metrics are the process', however many servers run in it. */
function nodeMetrics(): Registry {
  if (node === undefined) {
    node = new Registry();
    collectDefaultMetrics({ register: node });
  }
  return node;
}

/** The requests of one operation, method and status. */
interface RequestSeries {
  requests: Count;
  durations: Durations;
}

function requestSeries(registry: Registry) {
  const requests = new Tally({
    name: "payment_requests_total",
    help: "Requests to the API by method, status and operation.",
    registry,
  });
  const durations = new DurationTally({
    name: "payment_request_duration_seconds",
    help: "How long requests to the API took, from their headers to the end of the answer.",
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5],
    registry,
  });
  return remembered((operation: string) =>
    remembered((method: string) =>
      remembered((status: number): RequestSeries => {
        const labels = { method, status: status === 0 ? "aborted" : String(status), operation };
        return { requests: requests.of(labels), durations: durations.of(labels) };
      }),
    ),
  );
}
function errorCounts(registry: Registry) {
  const tally = new Tally({
    name: "payment_errors_total",
    help: "Requests that were answered with an error, by its code.",
    registry,
  });
  const errors = remembered((operation: string) =>
    remembered((code: string) => tally.of({ code, operation })),
  );
  // What the gateway is refused with is told before it happens: the first of a kind is then seen to be more than none.
  const { id, errorCodes } = operations.receiveNotification;
  for (const code of Object.values(errorCodes).flat()) errors(id)(code);
  return errors;
}

/** Makes what belongs to a key once. */
function remembered<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(key);
    known.set(key, made);
    return made;
  };
}

function watchConnections(registry: Registry, server: () => Server | undefined): void {
  const processes = new Gauge({
    name: "server_processes",
    help: "Processes that serve behind this port.",
    registers: [registry],
  });
  processes.set(1);
  new Gauge({
    name: "active_connections",
    help: "Connections that are open now.",
    registers: [registry],
    async collect() {
      const current = server();
      const count =
        current &&
        (await new Promise<number>((resolve) => current.getConnections((_, n) => resolve(n ?? 0))));
      this.set(count ?? 0);
    },
  });
}

/** Takes as long for a wrong text as for the right one. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
