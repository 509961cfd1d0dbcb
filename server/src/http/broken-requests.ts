import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { answerTo, Refusal } from "@renewal/engine";

const malformed = new Refusal(
  "VALIDATION_ERROR",
  "The request is not valid HTTP. Use an HTTP client library rather than writing the request by hand.",
  { details: { in: "request", field: "request", rule: "http" } },
);

const refusals: Record<string, Refusal> = {
  ERR_HTTP_REQUEST_TIMEOUT: new Refusal(
    "REQUEST_TIMEOUT",
    "The request took too long to arrive. Send it again over a connection that is fast enough.",
  ),
  HPE_HEADER_OVERFLOW: new Refusal(
    "HEADERS_TOO_LARGE",
    "The headers are larger than 16 KiB. Send fewer or smaller ones.",
  ),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: new Refusal(
    "PAYLOAD_TOO_LARGE",
    "The body's chunk extensions are larger than 16 KiB. Send the body without them.",
  ),
  CONNECT: new Refusal("METHOD_NOT_ALLOWED", "CONNECT is not allowed here. This server is no proxy."),
};

const reasons: Record<number, string> = {
  400: "Bad Request",
  405: "Method Not Allowed",
  408: "Request Timeout",
  413: "Payload Too Large",
  431: "Request Header Fields Too Large",
};

/** What a client that was refused may still send before its connection is cut, in milliseconds. */
const patience = 500;

export interface BrokenRequest {
  requestId: string;
  code: string;
  address: string | undefined;
  /** Node's own name for what was wrong. */
  reason: string;
}

/** Answers what never became a request, so that broken clients read the documented error too. */
export function answerBrokenRequests(
  server: Server,
  options: { makeRequestId: () => string; onBroken: (broken: BrokenRequest) => void },
): void {
  function refuse(socket: Duplex & { remoteAddress?: string }, reason: string): void {
    const refusal = refusals[reason] ?? malformed;
    const requestId = options.makeRequestId();
    options.onBroken({ requestId, code: refusal.code, address: socket.remoteAddress, reason });
    socket.end(rawAnswer(refusal, requestId));
    // Whatever else arrives is read and dropped: a reset would take the answer away from the client.
    socket.resume();
    setTimeout(() => socket.destroy(), patience).unref();
  }
  server.on(
    "clientError",
    (error: Error & { code?: string }, socket: Duplex & { _httpMessage?: ServerResponse }) => {
      // Half an answer that is followed by another one would be read as one.
      const isAnswering = socket._httpMessage?.headersSent === true;
      if (!socket.writable || isAnswering || error.code === "ECONNRESET") return void socket.destroy();
      refuse(socket, error.code ?? "unknown");
    },
  );
  server.on("connect", (_request: IncomingMessage, socket: Duplex) => refuse(socket, "CONNECT"));
}

function rawAnswer(refusal: Refusal, requestId: string): string {
  const { status, body } = answerTo(refusal);
  const text = JSON.stringify(body);
  return [
    `HTTP/1.1 ${status} ${reasons[status]}`,
    "Content-Type: application/json; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(text)}`,
    `X-Request-Id: ${requestId}`,
    ...(status === 405 ? ["Allow: GET, POST"] : []),
    "X-Content-Type-Options: nosniff",
    "Cache-Control: no-store",
    "Connection: close",
    "",
    text,
  ].join("\r\n");
}
