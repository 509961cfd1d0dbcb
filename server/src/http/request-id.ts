import { acceptableRequestId } from "@renewal/engine";
import type { Handler } from "./context.ts";
import { readPath } from "./well-formed.ts";

/** Names each request, by the client's own name for it where that is printable and short. */
export function requestId(make: () => string): Handler {
  return (ctx, next) => {
    const given = ctx.get("X-Request-Id");
    ctx.state.requestId = acceptableRequestId.test(given) ? given : make();
    ctx.state.path = readPath(ctx) ?? "";
    ctx.res.setHeader("X-Request-Id", ctx.state.requestId);
    return next();
  };
}
