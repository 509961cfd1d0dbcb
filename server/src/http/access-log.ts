import { type Logger, pino } from "pino";
import type { Handler } from "./context.ts";

/** Fields whose values never reach a log, wherever they stand. */
const secrets = [
  "authorization",
  "cookie",
  "client_secret",
  "refresh_token",
  "access_token",
  "privateKey",
  "secret",
];

/** A logger that writes a JSON object per line to standard output. */
export function jsonLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[redacted]" },
  });
}

/** One line per request. Neither bodies nor headers nor query values are written: they hold what is the user's. */
export function accessLog(log: Logger): Handler {
  return async (ctx, next) => {
    const start = performance.now();
    await next();
    log.info(
      {
        requestId: ctx.state.requestId,
        method: ctx.method,
        path: ctx.path.slice(0, 200),
        operation: ctx.state.operation,
        status: ctx.status,
        code: ctx.state.errorCode,
        address: ctx.state.address,
        clientId: ctx.state.caller?.clientId,
        milliseconds: Math.round((performance.now() - start) * 10) / 10,
      },
      "request",
    );
  };
}
