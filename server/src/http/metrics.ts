import { createHash, timingSafeEqual } from "node:crypto";
import type { Server } from "node:http";
import { operations } from "@renewal/contract/operations";
import { Refusal } from "@renewal/engine";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Handler } from "./context.ts";

export interface Metrics {
  registry: Registry;
  /** Counts and times every request to the API. */
  observe: Handler;
  /** Serves `/metrics`. */
  serve: Handler;
}

const methods = new Set(["GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"]);

/**
 * Prometheus metrics of the API. Every label has a short, fixed list of values: no path and no id becomes one.
 *
 * @param token who asks for `/metrics` must send it as a bearer token; undefined: anyone may ask
 */
export function apiMetrics(server: () => Server | undefined, token: string | undefined): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { requests, duration, errors } = apiSeries(registry);
  watchConnections(registry, server);

  const observe: Handler = async (ctx, next) => {
    const start = performance.now();
    await next();
    if (!ctx.path.startsWith("/v1")) return;
    const { operation: id, errorCode } = ctx.state;
    const operation = id !== undefined && Object.hasOwn(operations, id) ? id : "none";
    const labels = {
      method: methods.has(ctx.method) ? ctx.method : "other",
      status: String(ctx.status),
      operation,
    };
    requests.inc(labels);
    duration.observe(labels, (performance.now() - start) / 1000);
    if (errorCode !== undefined) errors.inc({ code: errorCode, operation });
  };

  const serve: Handler = async (ctx, next) => {
    if (ctx.path !== "/metrics") return next();
    if (token !== undefined && !sameSecret(ctx.get("Authorization"), `Bearer ${token}`)) {
      throw new Refusal(
        "INVALID_TOKEN",
        "/metrics needs the METRICS_TOKEN of this server as a bearer token.",
      );
    }
    ctx.type = registry.contentType;
    ctx.body = await registry.metrics();
  };
  return { registry, observe, serve };
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
    help: "How long requests to the API took.",
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
  return { requests, duration, errors };
}

function watchConnections(registry: Registry, server: () => Server | undefined): void {
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

function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
