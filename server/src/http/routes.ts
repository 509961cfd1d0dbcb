import Router from "@koa/router";
import { type OperationId, validateResponse } from "@renewal/contract";
import { operations } from "@renewal/contract/operations";
import {
  type Answer,
  answerTo,
  type Engine,
  type RawRequest,
  Refusal,
  refusalFor,
  rolesOf,
} from "@renewal/engine";
import type { Logger } from "pino";
import type { Authentication } from "./authentication.ts";
import { readBytes } from "./body.ts";
import type { Context, Handler, RequestState } from "./context.ts";
import { notFound, send } from "./errors.ts";
import type { CountRequest } from "./limits.ts";

export interface RouteOptions {
  engine: Engine;
  authentication: Authentication;
  count: CountRequest;
  maxBodyBytes: number;
  log: Logger;
  /** Compares every answer with the document, and answers 500 where they differ. For development and tests. */
  checkAnswers: boolean;
}

/** The security schemes that a handler exists for: the token here, the signature in the engine. */
const handledSchemes = new Set(["bearerAuth", "gatewaySignature"]);

/**
 * The routes of the API, from the operation table: a path or a method stands in openapi.yaml and nowhere else.
 *
 * @throws Error when an operation asks for a security scheme that nothing checks
 */
export function apiRoutes(options: RouteOptions): Handler {
  const router = new Router<RequestState>({ prefix: "/v1" });
  for (const id of Object.keys(operations) as OperationId[]) {
    const { method, path, security } = operations[id];
    const unhandled = security.find(({ scheme }) => !handledSchemes.has(scheme));
    if (unhandled !== undefined)
      throw new Error(`Nothing checks the security scheme ${unhandled.scheme} of ${id}.`);
    router.register(path.replace(/\{(\w+)\}/g, ":$1"), [method], (ctx) => serve(options, id, ctx as never));
  }
  const routes = router.routes();
  return async (ctx, next) => {
    if (!ctx.path.startsWith("/v1/") && ctx.path !== "/v1") return next();
    const methods = router.match(ctx.path, ctx.method).path.flatMap((layer) => layer.methods);
    if (methods.includes(ctx.method)) return routes(ctx as never, next);
    await options.count(ctx, undefined);
    if (methods.length === 0) throw notFound();
    ctx.set("Allow", [...new Set([...methods, "OPTIONS"])].join(", "));
    if (ctx.method === "OPTIONS") {
      ctx.status = 204;
      return;
    }
    throw new Refusal(
      "METHOD_NOT_ALLOWED",
      `${ctx.method} is not allowed here. Use ${methods.join(" or ")}.`,
    );
  };
}

/** The way of one request: the token, the limits, the bytes, the engine. */
async function serve(
  options: RouteOptions,
  id: OperationId,
  ctx: Context & { params: Record<string, string> },
) {
  ctx.state.operation = id;
  let answer: Answer;
  try {
    answer = await perform(options, id, ctx);
  } catch (error) {
    // Here and not further out, so that errors are compared with the document too.
    const refusal = refusalFor(error);
    ctx.state.errorCode = refusal.code;
    if (refusal.status >= 500) logFailure(options.log, ctx, refusal);
    answer = answerTo(error);
  }
  if (options.checkAnswers) answer = compareWithDocument(options, id, ctx, answer);
  send(ctx, answer);
}

async function perform(
  { engine, authentication, count, maxBodyBytes }: RouteOptions,
  id: OperationId,
  ctx: Context & { params: Record<string, string> },
): Promise<Answer> {
  const needsToken = rolesOf(id).length > 0;
  if (needsToken) await authentication.identify(ctx);
  await count(ctx, id);
  if (ctx.state.tokenRefusal !== undefined) throw ctx.state.tokenRefusal;
  const body =
    operations[id].requestMediaTypes.length > 0 ? await readBytes(ctx, maxBodyBytes) : new Uint8Array();
  const request: RawRequest = {
    path: ctx.params,
    query: new URLSearchParams(ctx.querystring),
    header: (name) => ctx.get(name) || undefined,
    body,
  };
  return engine.perform(id, request, ctx.state.caller);
}

function logFailure(log: Logger, ctx: Context, refusal: Refusal): void {
  const { requestId, operation } = ctx.state;
  log.error({ requestId, operation, code: refusal.code, cause: refusal.cause }, "request failed");
}

function compareWithDocument(options: RouteOptions, id: OperationId, ctx: Context, answer: Answer): Answer {
  const headers = { ...ctx.response.headers, ...answer.headers };
  const faults = validateResponse(id, answer.status, answer.body, headers);
  // A client that hangs up in the middle reads no answer, so the document promises none.
  if (faults.length === 0 || answer.status === 408) return answer;
  options.log.error(
    { operation: id, status: answer.status, faults },
    "the answer is not what the document says",
  );
  return answerTo(new Error("The answer is not what the document says."));
}
