import { type Answer, answerTo, refusalFor } from "@renewal/engine";
import type { Logger } from "pino";
import { ClientGone } from "./body.ts";
import type { Context, Handler } from "./context.ts";

/** Answers everything that is thrown with the documented error. What it was is told to the log alone. */
export function documentedErrors(log: Logger): Handler {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const { status, headers = {}, body } = noteError(ctx, log, error);
      ctx.status = status;
      ctx.set(headers);
      ctx.type = "application/json; charset=utf-8";
      ctx.body = JSON.stringify(body);
    }
  };
}

/** The documented answer to an error, after the log and the state have heard of it. */
export function noteError(ctx: Context, log: Logger, error: unknown): Answer {
  // Nobody reads the answer to a client that is gone, so it is no failure of ours.
  if (error instanceof ClientGone) return answerTo(error);
  const refusal = refusalFor(error);
  const { requestId, operation } = ctx.state;
  ctx.state.errorCode = refusal.code;
  ctx.state.errorDetails = refusal.details;
  if (refusal.code === "INTERNAL_ERROR") {
    log.error({ requestId, operation, err: error }, "request failed");
  } else if (refusal.status >= 500) {
    log.warn(
      { requestId, operation, code: refusal.code, cause: String(refusal.cause ?? "") },
      "request failed",
    );
  }
  return answerTo(error);
}
