import type { OperationId } from "@renewal/contract";
import type { WriteAccess } from "./access-log.ts";
import type { Context } from "./context.ts";
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

/** Is told of a request that is over, and how many seconds it took. */
export type Hear = (ctx: Context, seconds: number) => void;

/** Tells the metrics, the log and whoever else listens what became of each request. */
export function observe(write: WriteAccess, metrics: Metrics, observer: Observer | undefined): Hear {
  return (ctx, seconds) => {
    const exchange = exchangeOf(ctx, seconds);
    metrics.count(exchange);
    write(ctx.state, exchange);
    observer?.(exchange);
  };
}

function exchangeOf({ req, res, state }: Context, seconds: number): Exchange {
  const { path, operation, errorCode } = state;
  const isWhole = res.writableFinished && !(req.destroyed && !req.complete);
  const status = isWhole ? res.statusCode : 0;
  return { method: req.method ?? "", path, operation, status, errorCode, seconds };
}
