import type { IncomingMessage } from "node:http";
import cors from "@koa/cors";
import { exposedHeaders, protectiveHeaders } from "@renewal/engine";
import type { Context, Handler, RequestState } from "./context.ts";

const transportSecurity = ["Strict-Transport-Security", "max-age=31536000; includeSubDomains"] as const;

/** What every answer says to browsers. Pages set a Content-Security-Policy of their own. */
export function securityHeaders(isStopping: () => boolean): Handler {
  const always = Object.entries(protectiveHeaders);
  return async (ctx, next) => {
    ctx.res.setHeader("X-Request-Id", ctx.state.requestId);
    for (const [name, value] of always) ctx.res.setHeader(name, value);
    if (isEncrypted(ctx)) ctx.res.setHeader(...transportSecurity);
    await next();
    // Asked last: who was being served when the stop came must not send the next request over a connection that ends.
    if (isStopping()) ctx.set("Connection", "close");
  };
}

/** Plain HTTP on localhost must not tie a developer's other servers to HTTPS. */
function isEncrypted({ req, state }: { req: IncomingMessage; state: RequestState }): boolean {
  return (
    (req.socket as { encrypted?: boolean }).encrypted === true ||
    (state.secure && req.headers["x-forwarded-proto"] !== undefined)
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

/** Names and values in turns, as Node takes them without looking for each name among the others. */
export type HeaderList = string[];

/** All that an operation's answer carries whoever asks, in one list that is made once. */
const ofOperations = [
  ...Object.entries(protectiveHeaders).flat(),
  ...["Vary", "Origin", "Content-Type", "application/json; charset=utf-8"],
];
const ofOperationsEncrypted = [...ofOperations, ...transportSecurity];
const exposed = exposedHeaders.join(",");

/**
 * The headers of an operation's answer, but for those that its meaning gives it: the same as pages have, and what lets
 * the scripts of a trusted domain read it.
 *
 * @param origins the trusted domains
 */
export function operationHeaders(ctx: Context, origins: readonly string[]): HeaderList {
  const list = (isEncrypted(ctx) ? ofOperationsEncrypted : ofOperations).slice();
  list.push("X-Request-Id", ctx.state.requestId);
  const { origin } = ctx.req.headers;
  if (origin !== undefined && origins.includes(origin)) {
    list.push("Access-Control-Allow-Origin", origin, "Access-Control-Expose-Headers", exposed);
  }
  return list;
}
