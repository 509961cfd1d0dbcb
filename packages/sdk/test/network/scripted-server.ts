import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A request as the server saw it. */
export interface Seen {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What the server does with one request. */
export type Act = (response: ServerResponse, seen: Seen, socket: Socket) => void;

export interface ScriptedServer {
  /** The base URL. */
  url: string;
  /** Every request, in the order in which they arrived; those for tokens are kept apart. */
  seen: Seen[];
  tokenRequests: Seen[];
  /** The ids of the orders that the server holds. */
  orders: Set<string>;
  close(): Promise<void>;
}

/**
 * Answers each request with the next act, and the last act over and over.
 *
 * @param token what POST /auth/token does; hands out `token-1`, `token-2` and so on when absent
 */
export async function startScripted(acts: Act[], token: Act = handOut()): Promise<ScriptedServer> {
  const seen: Seen[] = [];
  const tokenRequests: Seen[] = [];
  const orders = new Set<string>();
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { method = "", url: path = "", headers } = request;
    const one = { method, path, headers, body };
    const isToken = path === "/v1/auth/token";
    (isToken ? tokenRequests : seen).push(one);
    if (path === "/v1/payment/create") orders.add((JSON.parse(body) as { order_id: string }).order_id);
    const act = isToken ? token : acts[Math.min(seen.length, acts.length) - 1];
    act?.(response, one, request.socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    ...{ seen, tokenRequests, orders },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function handOut(): Act {
  let count = 0;
  return (response) => {
    count++;
    json(200, { access_token: `token-${count}`, token_type: "Bearer", expires_in: 900 })(
      response,
      null as never,
      null as never,
    );
  };
}

/** Answers with JSON. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Act {
  return (response) => {
    response.writeHead(status, {
      "Content-Type": "application/json",
      "X-Request-Id": "req_server",
      ...headers,
    });
    response.end(JSON.stringify(body));
  };
}

/** Answers with a documented error. */
export function refusal(status: number, code: string, headers: Record<string, string> = {}): Act {
  return json(status, { error: { code, message: `This is ${code}.`, details: { reason: "TEST" } } }, headers);
}

/** Closes the connection in the worst way, before any answer. */
export const reset: Act = (_response, _seen, socket) => socket.resetAndDestroy();

/** Sends the headers and a part of the body, then closes the connection in the worst way. */
export const resetInBody: Act = (response, _seen, socket) => {
  response.writeHead(200, {
    "Content-Type": "application/json",
    "Content-Length": "100",
    "X-Request-Id": "req_half",
  });
  response.write('{"success": tr', () => setTimeout(() => socket.resetAndDestroy(), 20));
};

/** Sends a part of the body and then nothing for ever. */
export const stall: Act = (response) => {
  response.writeHead(200, {
    "Content-Type": "application/json",
    "Content-Length": "100",
    "X-Request-Id": "req_stalled",
  });
  response.write('{"success": tr');
};

/** Never answers. */
export const silence: Act = () => {};
