import type { OperationId } from "@renewal/contract";
import { operations } from "@renewal/contract/operations";
import {
  type Answer,
  acceptableRequestId,
  answerTo,
  type Caller,
  type LimitVerdict,
  limitChecks,
  limitHeaders,
  methodNotAllowed,
  notFound,
  overLimit,
  protectiveHeaders,
  Refusal,
  refuseEncoded,
  rolesOf,
  tooLarge,
} from "@renewal/engine";
import { ConnectionLost, forcedError, type plannedFaults } from "./faults.ts";
import { type Route, routeOf } from "./routes.ts";
import { checkoutPath, isCheckout, type Town } from "./town.ts";

/** A request, neutral of how it came. */
export interface MockRequest {
  method: string;
  url: URL;
  header(name: string): string | undefined;
  body: Uint8Array;
  /** Where it came from; by default this machine. */
  address?: string;
}

export interface MockAnswer {
  status: number;
  headers: Record<string, string>;
  /** Empty when there is none. */
  body: string;
  /** The operation that was performed or refused. */
  operation?: OperationId;
}

const maxBodyBytes = 65_536;

const nothing = new Uint8Array();

/**
 * The way of one request, as the server's: its name, the pages, the token, the limits, the bytes, the engine.
 *
 * @param path behind the base, or undefined when the request is for nothing below it
 * @throws ConnectionLost
 */
export async function answerRequest(
  town: Town,
  faults: ReturnType<typeof plannedFaults>,
  request: MockRequest,
  path: string | undefined,
): Promise<MockAnswer> {
  const given = request.header("x-request-id") ?? "";
  const requestId = acceptableRequestId.test(given) ? given : town.makeRequestId();
  const headers: Record<string, string> = { ...protectiveHeaders, "X-Request-Id": requestId };
  if (isCheckout(request.url)) {
    const page = await answerCheckout(town, request);
    // A redirect has no words and is sent as text, as the server's HTTP library does.
    const plain = { "Content-Type": "text/plain; charset=utf-8" };
    return { ...page, headers: { ...headers, ...plain, ...page.headers } };
  }
  const route = path === undefined ? undefined : routeOf(request.method, path);
  const passed = { town, faults, request, headers };
  const { status, headers: more, body } = await answerAlong(passed, route);
  Object.assign(headers, more);
  const answer: MockAnswer = { status, headers, body: "" };
  if (route?.id !== undefined) answer.operation = route.id;
  if (status === 204) return answer;
  headers["Content-Type"] = "application/json; charset=utf-8";
  answer.body = JSON.stringify(body);
  return answer;
}

async function answerAlong(passed: Passed, route: Route | undefined): Promise<Answer> {
  try {
    return await (route === undefined ? nowhere(passed) : along(passed, route));
  } catch (error) {
    if (error instanceof ConnectionLost) throw error;
    return answerTo(error);
  }
}

interface Passed {
  town: Town;
  faults: ReturnType<typeof plannedFaults>;
  request: MockRequest;
  /** Of the answer; filled on the way, so that an error carries them too. */
  headers: Record<string, string>;
}

async function nowhere(passed: Passed): Promise<never> {
  refuseOver(await count(passed, undefined, undefined));
  throw notFound();
}

async function along(passed: Passed, { id, parameters, methods }: Route): Promise<Answer> {
  if (id !== undefined) return perform(passed, id, parameters);
  const { method } = passed.request;
  refuseOver(await count(passed, undefined, undefined));
  const allowed = methods.flatMap((name) => (name === "GET" ? ["GET", "HEAD"] : [name]));
  passed.headers.Allow = [...allowed, "OPTIONS"].join(", ");
  if (method !== "OPTIONS") throw methodNotAllowed(method, methods);
  return { status: 204, headers: {}, body: undefined };
}

async function perform(passed: Passed, id: OperationId, path: Record<string, string>): Promise<Answer> {
  const { town, faults, request, headers } = passed;
  const { caller, refusal } = rolesOf(id).length > 0 ? await identify(town, request) : {};
  const verdict = await count(passed, id, caller);
  const fault = faults.take(id);
  if (fault !== undefined && fault !== "lost") {
    const error = forcedError(fault, verdict);
    if (fault.code === "RATE_LIMIT_EXCEEDED") headers["X-RateLimit-Remaining"] = "0";
    throw error;
  }
  refuseOver(verdict);
  if (refusal !== undefined) throw refusal;
  const takesBody = operations[id].requestMediaTypes.length > 0;
  if (takesBody) {
    refuseEncoded(request.header("content-encoding"));
    if (request.body.byteLength > maxBodyBytes) throw tooLarge(maxBodyBytes);
  }
  const { url, header } = request;
  const raw = { path, query: url.searchParams, header, body: takesBody ? request.body : nothing };
  const answer = await town.engine.perform(id, raw, caller);
  if (fault === "lost") throw new ConnectionLost();
  return answer;
}

/** Why the token speaks for nobody is thrown once the limits have counted the request. */
async function identify(town: Town, request: MockRequest): Promise<{ caller?: Caller; refusal?: Refusal }> {
  try {
    return { caller: await town.tokens.identify(request.header("authorization") ?? "") };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error };
    throw error;
  }
}

async function count(
  { town, request, headers }: Passed,
  id: OperationId | undefined,
  caller: Caller | undefined,
): Promise<LimitVerdict> {
  const who = { caller, address: request.address ?? "127.0.0.1" };
  const verdict = await town.limiter.take(limitChecks(id, who, town.options.limits));
  Object.assign(headers, limitHeaders(verdict));
  return verdict;
}

function refuseOver(verdict: LimitVerdict): void {
  if (verdict.refused !== undefined) throw overLimit(verdict);
}

/** The page behind `payment_url`. */
function answerCheckout(town: Town, request: MockRequest): Promise<MockAnswer> {
  const body = request.method === "POST" && request.body.length <= 4096 ? request.body : new Uint8Array();
  return town.sandbox.checkout({
    method: request.method,
    path: request.url.pathname.slice(checkoutPath.length + 1),
    header: request.header,
    body: new TextDecoder().decode(body),
  });
}
