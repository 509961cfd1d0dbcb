import { createHash, timingSafeEqual } from "node:crypto";
import type { Server } from "node:http";
import { operations } from "@renewal/contract/operations";
import { Refusal } from "@renewal/engine";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
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
  const { requests, duration, errors } = apiSeries(registry);
  watchConnections(registry, server);
  return {
    registry,
    count({ method, path, operation = "none", status, errorCode, seconds }) {
      const isApi = path === "/v1" || path.startsWith("/v1/");
      // A gateway's own address for its notifications is none of /v1's.
      if (!isApi && operation === "none") return;
      const labels = {
        method: methods.has(method) ? method : "other",
        status: status === 0 ? "aborted" : String(status),
        operation,
      };
      requests.inc(labels);
      duration.observe(labels, seconds);
      if (errorCode !== undefined) errors.inc({ code: errorCode, operation });
    },
    countBroken: (code) => errors.inc({ code, operation: "none" }),
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

function apiSeries(registry: Registry) {
  const labelNames = ["method", "status", "operation"];
  const requests = new Counter({
    name: "payment_requests_total",
    help: "Requests to the API by method, status and operation.",
    labelNames,
    registers: [registry],
  });
  const duration = new Histogram({
    name: "payment_request_duration_seconds",
    help: "How long requests to the API took, from their headers to the end of the answer.",
    labelNames,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const errors = new Counter({
    name: "payment_errors_total",
    help: "Requests that were answered with an error, by its code.",
    labelNames: ["code", "operation"],
    registers: [registry],
  });
  tellFromTheStart(errors);
  return { requests, duration, errors };
}

/** What the gateway is refused with is told before it happens: the first of a kind is then seen to be more than none. */
function tellFromTheStart(errors: Counter): void {
  const { id: operation, errorCodes } = operations.receiveNotification;
  for (const code of Object.values(errorCodes).flat()) errors.inc({ code, operation }, 0);
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
