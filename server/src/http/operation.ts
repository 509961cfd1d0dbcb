import type { IncomingMessage } from "node:http";
import type { OperationId } from "@renewal/contract";
import { operations } from "@renewal/contract/operations";
import {
  type Answer,
  type Engine,
  type LimitVerdict,
  limitHeaders,
  type RawRequest,
  rolesOf,
} from "@renewal/engine";
import type { Logger } from "pino";
import type { First } from "./application.ts";
import type { Authentication } from "./authentication.ts";
import { hasLeftovers, readBytes, takeLeftovers } from "./body.ts";
import type { Context } from "./context.ts";
import { noteError } from "./errors.ts";
import { type HeaderList, operationHeaders } from "./headers.ts";
import { requireHttps } from "./https-only.ts";
import { textOf } from "./json-text.ts";
import type { CountRequest } from "./limits.ts";
import type { CheckAnswer } from "./response-check.ts";
import { endOfRound } from "./rounds.ts";
import { type FindRoute, operationOf } from "./routes.ts";
import { refuseAmbiguous } from "./well-formed.ts";

export interface OperationOptions {
  engine: Engine;
  authentication: Authentication;
  count: CountRequest;
  /** The trusted domains, whose pages may read answers. */
  origins: readonly string[];
  isStopping: () => boolean;
  maxBodyBytes: number;
  log: Logger;
  checkAnswer: CheckAnswer;
}

type PathParameters = Record<string, string>;

/**
 * Answers what the document names, in one step: the price of a request is this function, and each step beside it would be
 * paid by all. Of whatever else is asked it knows nothing.
 */
export function documentedOperations(find: FindRoute, options: OperationOptions): First {
  return (ctx) => {
    const route = find(ctx.state.path);
    const id = route && operationOf(route, ctx.req.method);
    if (route === undefined || id === undefined) return undefined;
    return answer(options, id, ctx, route.parameters);
  };
}

/** The way of one request: well-formed, encrypted, the token, the limits, the bytes, the engine, the answer. */
async function answer(
  options: OperationOptions,
  id: OperationId,
  ctx: Context,
  path: PathParameters,
): Promise<void> {
  const { state } = ctx;
  let performed: Answer;
  try {
    refuseAmbiguous(ctx);
    state.operation = id;
    requireHttps(ctx);
    // What is known already is not waited for.
    const identifying = rolesOf(id).length > 0 ? options.authentication.identify(ctx) : undefined;
    if (identifying !== undefined) await identifying;
    const counting = options.count(state, id);
    if (counting !== undefined) await counting;
    if (state.tokenRefusal !== undefined) throw state.tokenRefusal;
    const takesBody = operations[id].requestMediaTypes.length > 0;
    const body = takesBody ? await readBytes(ctx, options.maxBodyBytes) : nothing;
    performed = await options.engine.perform(id, requestOf(ctx.req, path, body), state.caller);
  } catch (error) {
    performed = noteError(ctx, options.log, error);
  }
  const headers = operationHeaders(ctx, options.origins);
  if (state.verdict !== undefined) addLimit(headers, state.verdict);
  const checked = options.checkAnswer(state, id, performed, headers);
  if (checked.headers !== undefined) add(headers, checked.headers);
  const { text, length, encoding } = textOf(checked.body);
  headers.push("Content-Length", length);
  await endOfRound();
  const isRest = hasLeftovers(ctx.req);
  if (isRest) await takeLeftovers(ctx);
  // Asked last: who was being served when the stop came must not send the next request over a connection that ends.
  if (isRest || options.isStopping()) headers.push("Connection", "close");
  // By Node's own means, with all of the headers at once.
  ctx.res.writeHead(checked.status, headers).end(text, encoding);
}

function requestOf(req: IncomingMessage, path: PathParameters, body: Uint8Array): RawRequest {
  const header = (name: string) => headerOf(req.headers[name.toLowerCase()]);
  return { path, query: queryOf(req.url ?? ""), header, body };
}

const nothing = new Uint8Array();

function queryOf(target: string): URLSearchParams | undefined {
  const start = target.indexOf("?");
  return start === -1 ? undefined : new URLSearchParams(target.slice(start + 1));
}

function headerOf(value: string | string[] | undefined): string | undefined {
  return (typeof value === "object" ? value.join(", ") : value) || undefined;
}

/** Name by name: to look each one up by a variable costs more than the rest of the list. */
function addLimit(list: HeaderList, verdict: LimitVerdict): void {
  const told = limitHeaders(verdict);
  const { "X-RateLimit-Limit": limit, "X-RateLimit-Remaining": remaining, "X-RateLimit-Reset": reset } = told;
  if (limit === undefined || remaining === undefined || reset === undefined) return;
  list.push("X-RateLimit-Limit", limit, "X-RateLimit-Remaining", remaining, "X-RateLimit-Reset", reset);
}

function add(list: HeaderList, headers: Readonly<Record<string, string>>): void {
  for (const name in headers) list.push(name, headers[name] as string);
}
