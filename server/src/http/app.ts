import { accessLog } from "./access-log.ts";
import { Application } from "./application.ts";
import { leftovers } from "./body.ts";
import type { Handler } from "./context.ts";
import { documentedErrors } from "./errors.ts";
import { securityHeaders, trustedOrigins } from "./headers.ts";
import { countNotifications } from "./limits.ts";
import { type Metrics, metricsPage } from "./metrics.ts";
import { type Observer, observe } from "./observe.ts";
import { documentedOperations, type OperationOptions } from "./operation.ts";
import { type Probes, pages } from "./pages.ts";
import { type ReceiveOptions, receive } from "./receive.ts";
import { apiRoutes, otherAddresses } from "./routes.ts";
import { wellFormed } from "./well-formed.ts";

export interface AppOptions extends OperationOptions, Omit<ReceiveOptions, "hear"> {
  metrics: Metrics;
  /** Asked for by `/metrics`; undefined: by nobody. */
  metricsToken: string | undefined;
  probes: Probes;
  /** Pages beside the API, such as the gateway's, each of which lets other requests pass. */
  sites: readonly Handler[];
  /** Where the gateway reports to in words of its own, among its pages. */
  notifiedAt: readonly string[];
  /** What people read: documentation and status. Each lets other requests pass. */
  publicPages: readonly Handler[];
  publicUrl: () => string;
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
export function createApp(options: AppOptions): Application {
  const { log, metrics, count } = options;
  const findRoute = apiRoutes();
  const hear = observe(accessLog(log), metrics, options.observer);
  const received = receive({ ...options, hear });
  const operations = documentedOperations(findRoute, options);
  const app = new Application((ctx) => {
    received(ctx);
    return operations(ctx);
  });
  // What follows is for pages, and for what the document does not have.
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
  app.use(otherAddresses(findRoute, count));
  // Errors are answered above; what still comes here is a connection that broke while it was written to.
  app.on("error", (error: Error) => log.debug({ cause: error.message }, "connection broke"));
  return app;
}
