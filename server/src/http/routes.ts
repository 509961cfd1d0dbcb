import Router from "@koa/router";
import type { OperationId } from "@renewal/contract";
import { operations } from "@renewal/contract/operations";
import { type Answer, type Engine, methodNotAllowed, rolesOf } from "@renewal/engine";
import type { Logger } from "pino";
import type { Authentication } from "./authentication.ts";
import { readBytes } from "./body.ts";
import type { Context, Handler, RequestState } from "./context.ts";
import { noteError, send } from "./errors.ts";
import { requireHttps } from "./https-only.ts";
import type { CountRequest } from "./limits.ts";
import type { CheckAnswer } from "./response-check.ts";

export interface RouteOptions {
  engine: Engine;
  authentication: Authentication;
  count: CountRequest;
  maxBodyBytes: number;
  log: Logger;
  checkAnswer: CheckAnswer;
}

/** What stands in the document of an operation that is to be mounted. */
type Mountable = Readonly<
  Record<string, { method: string; path: string; security: readonly { scheme: string }[] }>
>;

/** The security schemes that a handler exists for: the token here, the signature in the engine. */
const handledSchemes = new Set(["bearerAuth", "gatewaySignature"]);

/**
 * The routes of the API, from the operation table: a path or a method stands in openapi.yaml and nowhere else. What is
 * under none of its paths passes.
 *
 * @param table the operations; those of the document by default
 * @throws Error when an operation asks for a security scheme that nothing checks
 */
export function apiRoutes(options: RouteOptions, table: Mountable = operations): Handler {
  const router = new Router<RequestState>({ prefix: "/v1", strict: true, sensitive: true });
  const entries = Object.entries(table);
  // A path without parameters goes before one that would also fit: GET /payment/create is no payment called "create".
  const paths = [...new Set(entries.map(([, { path }]) => path))].sort(
    (a, b) => parametersIn(a) - parametersIn(b),
  );
  // A path without parameters needs no search.
  const literal = new Map<string, (ctx: Context) => Promise<void>>();
  for (const path of paths) {
    const byMethod = new Map<string, OperationId>();
    for (const [id, { method, security }] of entries.filter(([, entry]) => entry.path === path)) {
      const unhandled = security.find(({ scheme }) => !handledSchemes.has(scheme));
      if (unhandled !== undefined)
        throw new Error(`Nothing checks the security scheme ${unhandled.scheme} of ${id}.`);
      byMethod.set(method, id as OperationId);
    }
    if (parametersIn(path) === 0)
      literal.set(`/v1${path}`, (ctx) => choose(options, byMethod, Object.assign(ctx, { params: {} })));
    const pattern = path.replace(/\{(\w+)\}/g, ":$1");
    router.all(pattern, (ctx) => choose(options, byMethod, ctx as unknown as Routed));
  }
  const search = router.routes() as unknown as Handler;
  return (ctx, next) => literal.get(ctx.path)?.(ctx) ?? search(ctx, next);
}

function parametersIn(path: string): number {
  return path.split("{").length - 1;
}

type Routed = Context & { params: Record<string, string> };

async function choose(options: RouteOptions, byMethod: Map<string, OperationId>, ctx: Routed): Promise<void> {
  const id = byMethod.get(ctx.method === "HEAD" ? "GET" : ctx.method);
  if (id !== undefined) return serve(options, id, ctx);
  requireHttps(ctx);
  await options.count(ctx, undefined);
  const methods = [...byMethod.keys()].flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  ctx.set("Allow", [...methods, "OPTIONS"].join(", "));
  if (ctx.method !== "OPTIONS") throw methodNotAllowed(ctx.method, [...byMethod.keys()]);
  ctx.status = 204;
}

/** Errors are answered here and not further out, so that they are compared with the document too. */
async function serve(options: RouteOptions, id: OperationId, ctx: Routed): Promise<void> {
  ctx.state.operation = id;
  const answer = await perform(options, id, ctx).catch((error) => noteError(ctx, options.log, error));
  send(ctx, options.checkAnswer(ctx, id, answer));
}

/** The way of one request: encrypted, the token, the limits, the bytes, the engine. */
async function perform(options: RouteOptions, id: OperationId, ctx: Routed): Promise<Answer> {
  requireHttps(ctx);
  if (rolesOf(id).length > 0) await options.authentication.identify(ctx);
  await options.count(ctx, id);
  if (ctx.state.tokenRefusal !== undefined) throw ctx.state.tokenRefusal;
  const takesBody = operations[id].requestMediaTypes.length > 0;
  const body = takesBody ? await readBytes(ctx, options.maxBodyBytes) : new Uint8Array();
  const request = {
    path: ctx.params,
    query: new URLSearchParams(ctx.querystring),
    header: (name: string) => ctx.get(name) || undefined,
    body,
  };
  return options.engine.perform(id, request, ctx.state.caller);
}
