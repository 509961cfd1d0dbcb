import { operations } from "@renewal/contract/operations";
import type { Caller } from "@renewal/engine";
import { type DestinationStream, type Logger, symbols } from "pino";
import { beginningOf, redact } from "../log.ts";
import type { RequestState } from "./context.ts";
import type { Exchange } from "./observe.ts";

/** Writes the line of a request. */
export type WriteAccess = (state: RequestState, exchange: Exchange) => void;

/**
 * One line per request. Neither bodies nor headers nor queries are written: they hold what is the user's, and what
 * nobody else may know.
 *
 * The line is put together here and not by pino, which would make text of each field anew and look for secrets in all
 * of it. Only what comes from outside can hold any: such a part is looked through where it is written down.
 *
 * @param log whose level decides, and whose destination is written to
 */
export function accessLog(log: Logger): WriteAccess {
  const destination = (log as unknown as Record<symbol, DestinationStream>)[symbols.streamSym];
  return (state, exchange) => {
    if (log.isLevelEnabled("info")) destination?.write(lineOf(state, exchange));
  };
}

function lineOf(state: RequestState, exchange: Exchange): string {
  const { method, path, operation, status, seconds } = exchange;
  const name = state.namedByClient ? redact(state.requestId) : state.requestId;
  const about = operation === undefined ? "" : `,"operation":"${operation}"`;
  const error = exchange.errorCode === undefined ? "" : errorFields(exchange.errorCode, state);
  const caller = state.caller === undefined ? "" : callerFields(state.caller);
  const milliseconds = Math.round(seconds * 10_000) / 10;
  return `${beginningOf("info")},"requestId":"${name}","method":"${method}","path":${pathText(path)}${about},"status":${status}${error},"address":"${state.address}"${caller},"milliseconds":${milliseconds},"msg":"request"}\n`;
}

function errorFields(code: string, { errorDetails: details }: RequestState): string {
  let text = `,"code":"${code}"`;
  for (const name of ["field", "rule", "limit"] as const)
    if (details?.[name] !== undefined) text += `,"${name}":${outside(details[name])}`;
  return text;
}

/** The paths of the document that stand for themselves, as JSON. */
const literalPaths = new Map(
  Object.values(operations).map(({ path }) => [`/v1${path}`, JSON.stringify(`/v1${path}`)]),
);

function pathText(path: string): string {
  return literalPaths.get(path) ?? outside(path.slice(0, 200));
}

/** A caller is one object for as long as its token is remembered. */
const callers = new WeakMap<Caller, string>();

function callerFields(caller: Caller): string {
  const known = callers.get(caller);
  if (known !== undefined) return known;
  const user = caller.role === "member" ? `,"userId":${outside(caller.userId)}` : "";
  const text = `,"clientId":${outside(caller.clientId)}${user}`;
  callers.set(caller, text);
  return text;
}

/** What somebody else wrote, as JSON and without the secrets in it. */
function outside(value: unknown): string {
  return redact(JSON.stringify(value));
}
