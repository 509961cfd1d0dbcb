import type { IncomingMessage } from "node:http";
import { acceptableRequestId } from "@renewal/engine";
import type { Context, RequestState } from "./context.ts";
import type { Hear } from "./observe.ts";
import { type TrustedProxies, wayOf } from "./trusted-address.ts";
import { readPath } from "./well-formed.ts";

export interface ReceiveOptions {
  makeRequestId: () => string;
  proxies: TrustedProxies;
  /** Is told of each request once its answer is out, or its client is gone. */
  hear: Hear;
}

/** The first step of every request: its name, its path, where it comes from, and who hears of its end. */
export function receive({ makeRequestId, proxies, hear }: ReceiveOptions): (ctx: Context) => void {
  return (ctx) => {
    const start = performance.now();
    const state = stateOf(ctx, makeRequestId, proxies);
    ctx.state = state;
    // Comes once, whatever becomes of the answer.
    ctx.res.on("close", () => hear(ctx, (performance.now() - start) / 1000));
  };
}

/** All that is ever known of a request stands in it from the beginning: objects that grow are slow to read. */
function stateOf(ctx: Context, makeRequestId: () => string, proxies: TrustedProxies): RequestState {
  const given = givenName(ctx.req);
  const { address, secure } = wayOf(ctx.req, proxies);
  return {
    requestId: given ?? makeRequestId(),
    namedByClient: given !== undefined,
    path: readPath(ctx) ?? "",
    address,
    secure,
    operation: undefined,
    caller: undefined,
    tokenRefusal: undefined,
    verdict: undefined,
    errorCode: undefined,
    errorDetails: undefined,
    continued: false,
  };
}

/** The client's own name for its request, where that is printable and short. */
function givenName({ headers }: IncomingMessage): string | undefined {
  const given = headers["x-request-id"];
  return typeof given === "string" && acceptableRequestId.test(given) ? given : undefined;
}
