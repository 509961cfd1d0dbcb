import cors from "@koa/cors";
import { exposedHeaders, protectiveHeaders } from "@renewal/engine";
import type { Context, Handler } from "./context.ts";

/** What every answer says to browsers. Pages set a Content-Security-Policy of their own. */
export function securityHeaders(isStopping: () => boolean): Handler {
  const always = Object.entries(protectiveHeaders);
  return async (ctx, next) => {
    for (const [name, value] of always) ctx.res.setHeader(name, value);
    // Plain HTTP on localhost must not tie a developer's other servers to HTTPS.
    if (isEncrypted(ctx))
      ctx.res.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    await next();
    // Asked last: who was being served when the stop came must not send the next request over a connection that ends.
    if (isStopping()) ctx.set("Connection", "close");
  };
}

function isEncrypted(ctx: Context): boolean {
  return (
    (ctx.req.socket as { encrypted?: boolean }).encrypted === true ||
    (ctx.state.secure && ctx.req.headers["x-forwarded-proto"] !== undefined)
  );
}

/** Lets the pages of trusted domains call the API, and nobody else's. */
export function trustedOrigins(origins: readonly string[]): Handler {
  const answer = cors({
    // An empty answer sends no Access-Control-Allow-Origin: the browser keeps the answer from the page.
    origin: (ctx) => (origins.includes(ctx.get("Origin")) ? ctx.get("Origin") : ""),
    allowMethods: ["GET", "POST"],
    allowHeaders: ["Authorization", "Content-Type", "X-Request-Id"],
    exposeHeaders: [...exposedHeaders],
    maxAge: 600,
  }) as unknown as Handler;
  return (ctx, next) => {
    if (ctx.req.headers.origin !== undefined) return answer(ctx, next);
    // No browser asks for another site's page here; yet who keeps the answer must know that one might.
    ctx.vary("Origin");
    return next();
  };
}
