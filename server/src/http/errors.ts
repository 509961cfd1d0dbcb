import type { Server } from "node:http";
import type { Duplex } from "node:stream";
import { type Answer, answerTo, Refusal, refusalFor } from "@renewal/engine";
import type { Logger } from "pino";
import type { Context, Handler } from "./context.ts";

/** Writes an answer of the engine to the response. */
export function send(ctx: Context, answer: Answer): void {
  ctx.status = answer.status;
  ctx.set(answer.headers);
  ctx.type = "application/json; charset=utf-8";
  ctx.body = JSON.stringify(answer.body);
}

/** Answers everything that is thrown with the documented error. What it was is told to the log alone. */
export function documentedErrors(log: Logger): Handler {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const refusal = refusalFor(error);
      ctx.state.errorCode = refusal.code;
      if (refusal.status >= 500) {
        log.error(
          { requestId: ctx.state.requestId, code: refusal.code, cause: refusal.cause },
          "request failed",
        );
      }
      send(ctx, answerTo(error));
    }
  };
}

export function notFound(): Refusal {
  return new Refusal("NOT_FOUND", "There is nothing at this address. GET /openapi.json lists every address.");
}

const socketRefusals: Record<string, Refusal> = {
  ERR_HTTP_REQUEST_TIMEOUT: new Refusal(
    "REQUEST_TIMEOUT",
    "The request took too long to arrive. Send it again over a connection that is fast enough.",
  ),
  HPE_HEADER_OVERFLOW: new Refusal(
    "HEADERS_TOO_LARGE",
    "The headers are larger than 16 KiB. Send fewer or smaller ones.",
  ),
};

const malformed = new Refusal(
  "VALIDATION_ERROR",
  "The request is not valid HTTP. Use an HTTP client library rather than writing the request by hand.",
  { details: { in: "request", field: "request", rule: "http" } },
);

const reasons: Record<number, string> = {
  400: "Bad Request",
  408: "Request Timeout",
  431: "Request Header Fields Too Large",
};

/** Answers what never became a request, so that broken clients read the documented error too. */
export function answerBrokenRequests(server: Server, makeRequestId: () => string): void {
  server.on("clientError", (error: Error & { code?: string }, socket: Duplex) => {
    if (error.code === "ECONNRESET" || !socket.writable) return socket.destroy();
    const refusal = socketRefusals[error.code ?? ""] ?? malformed;
    const body = JSON.stringify(answerTo(refusal).body);
    socket.end(
      [
        `HTTP/1.1 ${refusal.status} ${reasons[refusal.status]}`,
        "Content-Type: application/json; charset=utf-8",
        `Content-Length: ${Buffer.byteLength(body)}`,
        `X-Request-Id: ${makeRequestId()}`,
        "Cache-Control: no-store",
        "Connection: close",
        "",
        body,
      ].join("\r\n"),
    );
  });
}
