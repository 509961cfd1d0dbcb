import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { fill, type Json, type Scripted, sharedAnswers } from "../case.ts";

/** What goes wrong on the way of an answer. */
type Fault = (response: ServerResponse, socket: Socket, send: () => void, body: Buffer) => void;

const faults: Record<string, Fault> = {
  reset_before_headers: (_response, socket) => socket.resetAndDestroy(),
  close_before_headers: (_response, socket) => socket.destroy(),
  reset_after_headers: (response, socket, send, body) => {
    send();
    response.write(body.subarray(0, 9), () => setTimeout(() => socket.resetAndDestroy(), 20));
  },
  close_after_headers: (response, socket, send, body) => {
    send();
    response.write(body.subarray(0, 9), () => setTimeout(() => socket.end(), 20));
  },
  stall_before_headers: () => {},
  stall_in_body: (response, _socket, send, body) => {
    send();
    response.write(body.subarray(0, 9));
  },
  no_http: (_response, socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n\r\n"),
};

interface Written {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  body_text?: string;
  code?: string;
  message?: string;
  details?: Json;
  fault?: string;
  /** Keeps so many bytes of the body and says that there are no more. */
  cut_to?: number;
  /** Milliseconds before anything is said. */
  after_ms?: number;
}

/** Sends an answer of a script. */
export function say(scripted: Scripted, response: ServerResponse, place: Json): void {
  const written = written_of(scripted, place);
  const { status = 200, after_ms = 0, fault } = written;
  const body = bodyOf(written);
  const headers: Record<string, string> = {
    ...(body.length > 0 && { "Content-Type": "application/json; charset=utf-8" }),
    "X-Request-Id": `req_${place.number}`,
    ...written.headers,
    "Content-Length": String(body.length),
  };
  for (const [name, value] of Object.entries(headers)) if (value === "") delete headers[name];
  const run = fault === undefined ? undefined : faults[fault];
  if (fault !== undefined && run === undefined) throw new Error(`There is no fault ${fault}.`);
  const act = () => {
    if (run) run(response, response.socket as Socket, () => response.writeHead(status, headers), body);
    else response.writeHead(status, headers).end(body);
  };
  if (after_ms > 0) setTimeout(act, after_ms);
  else act();
}

/** The answer written out, with what it is like beneath. */
function written_of(scripted: Scripted, place: Json): Written {
  const { like, ...own } = typeof scripted === "string" ? { like: scripted } : scripted;
  const base = like === undefined ? {} : sharedAnswers[like];
  if (base === undefined) throw new Error(`There is no shared answer ${like}.`);
  const headers = { ...(base.headers as object), ...((own as Written).headers as object) };
  return fill({ ...base, ...own, headers }, place) as Written;
}

function bodyOf({ status = 200, body, body_text, code, message, details, cut_to }: Written): Buffer {
  const error = code && {
    error: { code, message: message ?? `The script says ${code}.`, ...(details && { details }) },
  };
  const text = body_text ?? (body === undefined && !error ? "" : JSON.stringify(body ?? error));
  const bytes = Buffer.from(status === 204 ? "" : text);
  return cut_to === undefined ? bytes : bytes.subarray(0, cut_to);
}
