import { notFound } from "@renewal/engine";
import Koa from "koa";
import { leftovers } from "./body.ts";
import type { Handler, RequestState } from "./context.ts";
import { documentedErrors } from "./errors.ts";
import { securityHeaders, trustedOrigins } from "./headers.ts";
import { requireHttps } from "./https-only.ts";
import { countNotifications } from "./limits.ts";
import { type Metrics, metricsPage } from "./metrics.ts";
import { type Observer, observe } from "./observe.ts";
import { type Probes, pages } from "./pages.ts";
import { requestId } from "./request-id.ts";
import { apiRoutes, type RouteOptions } from "./routes.ts";
import { type TrustedProxies, trustedAddress } from "./trusted-address.ts";
import { wellFormed } from "./well-formed.ts";

export interface AppOptions extends RouteOptions {
  metrics: Metrics;
  /** Asked for by `/metrics`; undefined: by nobody. */
  metricsToken: string | undefined;
  probes: Probes;
  isStopping: () => boolean;
  /** Pages beside the API, such as the gateway's, each of which lets other requests pass. */
  sites: readonly Handler[];
  /** Where the gateway reports to in words of its own, among its pages. */
  notifiedAt: readonly string[];
  /** What people read: documentation and status. Each lets other requests pass. */
  publicPages: readonly Handler[];
  proxies: TrustedProxies;
  origins: readonly string[];
  publicUrl: () => string;
  makeRequestId: () => string;
  observer?: Observer | undefined;
}

/** Several handlers as one, which requests to the API pass at one step. */
function besideApi(handlers: readonly Handler[]): Handler {
  const pass: Handler = (_ctx, next) => next();
  const all = handlers.reduceRight(
    (rest, handler) => (ctx, next) => handler(ctx, () => Promise.resolve(rest(ctx, next))),
    pass,
  );
  return (ctx, next) => (ctx.path.startsWith("/v1/") ? next() : all(ctx, next));
}

/** The whole server as one Koa application, in the order in which a request passes through it. */
export function createApp(options: AppOptions): Koa<RequestState> {
  const { log, metrics, count } = options;
  const app = new Koa<RequestState>();
  app.use(requestId(options.makeRequestId));
  app.use(trustedAddress(options.proxies));
  app.use(observe(log, metrics, options.observer));
  app.use(leftovers);
  app.use(securityHeaders(options.isStopping));
  app.use(documentedErrors(log));
  app.use(wellFormed);
  // Probes come from inside the network, without TLS.
  app.use(
    besideApi([
      metricsPage(metrics.registry, options.metricsToken),
      pages(options.probes, options.publicUrl),
      ...options.publicPages,
    ]),
  );
  app.use(trustedOrigins(options.origins));
  app.use(besideApi([countNotifications(options.notifiedAt, count), ...options.sites]));
  app.use(apiRoutes(options));
  app.use(async (ctx) => {
    requireHttps(ctx);
    await count(ctx, undefined);
    throw notFound();
  });
  // Errors are answered above; what still comes here is a connection that broke while it was written to.
  app.on("error", (error: Error) => log.debug({ cause: error.message }, "connection broke"));
  return app;
}
