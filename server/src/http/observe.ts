import type { OperationId } from "@renewal/contract";
import type { Logger } from "pino";
import type { Context, Handler } from "./context.ts";
import type { Metrics } from "./metrics.ts";

/** What became of a request. */
export interface Exchange {
  method: string;
  path: string;
  operation: OperationId | undefined;
  /** The status as it was answered; 0 when the client was gone before. */
  status: number;
  errorCode: string | undefined;
  seconds: number;
}

/** Hears of every exchange once it is over. */
export type Observer = (exchange: Exchange) => void;

/**
 * Tells the metrics, the log and whoever else listens what became of each request, once its answer is out, or its client
 * is gone.
 */
export function observe(log: Logger, metrics: Metrics, observer: Observer | undefined): Handler {
  return (ctx, next) => {
    const start = performance.now();
    ctx.res.once("close", () => {
      const exchange = exchangeOf(ctx, (performance.now() - start) / 1000);
      metrics.count(exchange);
      writeAccess(log, ctx, exchange);
      observer?.(exchange);
    });
    return next();
  };
}

function exchangeOf({ req, res, state, method }: Context, seconds: number): Exchange {
  const { path, operation, errorCode } = state;
  const isWhole = res.writableFinished && !(req.destroyed && !req.complete);
  return { method, path, operation, status: isWhole ? res.statusCode : 0, errorCode, seconds };
}

/**
 * One line per request. Neither bodies nor headers nor queries are written: they hold what is the user's, and what
 * nobody else may know.
 */
function writeAccess(log: Logger, { state }: Context, exchange: Exchange): void {
  const { requestId, address, caller, errorDetails } = state;
  const { method, path, operation, status, errorCode, seconds } = exchange;
  log.info(
    {
      ...{ requestId, method, path: path.slice(0, 200), operation, status, code: errorCode },
      ...{ field: errorDetails?.field, rule: errorDetails?.rule, limit: errorDetails?.limit },
      ...{
        address,
        clientId: caller?.clientId,
        userId: caller?.role === "member" ? caller.userId : undefined,
      },
      milliseconds: Math.round(seconds * 10_000) / 10,
    },
    "request",
  );
}
