import Koa from "koa";
import type { Logger } from "pino";
import { accessLog } from "./access-log.ts";
import type { Handler, RequestState } from "./context.ts";
import { documentedErrors, notFound } from "./errors.ts";
import { securityHeaders, trustedOrigins } from "./headers.ts";
import { httpsOnly } from "./https-only.ts";
import type { Metrics } from "./metrics.ts";
import { type Probes, pages } from "./pages.ts";
import { requestId } from "./request-id.ts";
import { apiRoutes, type RouteOptions } from "./routes.ts";
import { type TrustedProxies, trustedAddress } from "./trusted-address.ts";

export interface AppOptions extends RouteOptions {
  log: Logger;
  metrics: Metrics;
  probes: Probes;
  /** Pages of the gateway, if it has any. */
  gatewayPages: Handler | undefined;
  proxies: TrustedProxies;
  origins: readonly string[];
  publicUrl: () => string;
  makeRequestId: () => string;
}

/** The whole server as one Koa application, in the order in which a request passes through it. */
export function createApp(options: AppOptions): Koa<RequestState> {
  const app = new Koa<RequestState>();
  app.use(requestId(options.makeRequestId));
  app.use(trustedAddress(options.proxies));
  app.use(accessLog(options.log));
  app.use(options.metrics.observe);
  app.use(securityHeaders);
  app.use(documentedErrors(options.log));
  // Probes come from inside the network, without TLS.
  app.use(options.metrics.serve);
  app.use(pages(options.probes, options.publicUrl));
  app.use(trustedOrigins(options.origins));
  if (options.gatewayPages !== undefined) app.use(options.gatewayPages);
  app.use(secureApi(apiRoutes(options)));
  app.use(() => {
    throw notFound();
  });
  // Errors are answered above; what still comes here is a connection that broke while it was written to.
  app.on("error", (error: Error) => options.log.debug({ error: error.message }, "connection broke"));
  return app;
}

/** An operation's answer over plain HTTP is documented too, so the rule stands inside the API. */
function secureApi(routes: Handler): Handler {
  return (ctx, next) =>
    httpsOnly(ctx, () => Promise.resolve(routes(ctx, next)) as Promise<void>) as Promise<void>;
}
