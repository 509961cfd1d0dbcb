import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exposedHeaders } from "@renewal/engine";
import type { MockAnswer } from "./answer.ts";
import { controlAnswer, controlPrefix, isControl } from "./control-routes.ts";
import { ConnectionLost } from "./faults.ts";
import { createMock, type Mock } from "./mock.ts";
import type { MockOptions } from "./options.ts";
import { pageAnswer } from "./pages.ts";

export type { Controls, Mock } from "./mock.ts";
export type { MockOptions } from "./options.ts";
export { controlPrefix };

export interface MockServerOptions extends MockOptions {
  /** Default: 4010; 0 takes a free one. */
  port?: number;
  /** Default: 127.0.0.1. */
  host?: string;
}

export interface MockServer {
  /** Where it listens, e.g. `http://127.0.0.1:4010`; the API is below `/v1`. */
  url: string;
  /** The same controls as `/_mock/…`, for tests in this process. */
  mock: Mock;
  close(): Promise<void>;
}

/** A body that is longer is refused in any case; what follows is not kept. */
const longestBody = 70_000;

/**
 * Starts the mock as a process that any language can talk to.
 *
 * @throws Error with the code EADDRINUSE when the port is taken
 * @example
 * const server = await startMockServer({ port: 0, seed: 1 });
 * await fetch(`${server.url}/v1/packages`);
 * await server.close();
 */
export async function startMockServer(options: MockServerOptions = {}): Promise<MockServer> {
  const { port = 4010, host = "127.0.0.1", ...about } = options;
  const mock = createMock(about);
  let url = "";
  const server = createServer((request, response) => void respond(mock, url, request, response));
  await listen(server, port, host);
  const { address, family, port: taken } = server.address() as AddressInfo;
  const name = address === "0.0.0.0" || address === "::" ? "127.0.0.1" : address;
  url = `http://${family === "IPv6" && name === address ? `[${name}]` : name}:${taken}`;
  if (about.checkoutOrigin === undefined) mock.serveCheckoutAt(url);
  return {
    url,
    mock,
    async close() {
      mock.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function respond(mock: Mock, url: string, request: IncomingMessage, response: ServerResponse) {
  try {
    const answer = await answerOf(mock, url, request);
    const headers = { ...answer.headers, ...crossOrigin(request) };
    const hasBody = answer.body !== "" && request.method !== "HEAD";
    const length = answer.status === 204 ? {} : { "Content-Length": Buffer.byteLength(answer.body) };
    response.writeHead(answer.status, { ...headers, ...length }).end(hasBody ? answer.body : undefined);
  } catch (error) {
    if (error instanceof ConnectionLost) return void request.socket.destroy();
    console.error(error);
    response.writeHead(500).end();
  }
}

async function answerOf(mock: Mock, origin: string, request: IncomingMessage): Promise<MockAnswer> {
  const method = request.method ?? "GET";
  if (method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined)
    return { status: 204, headers: {}, body: "" };
  const body = await readBytes(request);
  const target = request.url ?? "/";
  const url = new URL(target.startsWith("/") ? origin + target : target, origin);
  if (isControl(url)) return controlAnswer(mock, method, url, body);
  const page = await pageAnswer(mock, origin, method, url);
  if (page !== undefined) return page;
  return mock.answer({
    ...{ method, url, body, address: request.socket.remoteAddress ?? "127.0.0.1" },
    header(name) {
      const value = request.headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(", ") : value || undefined;
    },
  });
}

/** Pages of every origin may ask, the server's trusted ones or not: which they will be, the mock cannot know. */
function crossOrigin({ headers }: IncomingMessage): Record<string, string> {
  const { origin } = headers;
  if (origin === undefined) return { Vary: "Origin" };
  return {
    Vary: "Origin",
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Expose-Headers": exposedHeaders.join(","),
    ...(headers["access-control-request-method"] === undefined
      ? {}
      : {
          "Access-Control-Allow-Methods": "GET,POST",
          "Access-Control-Allow-Headers": "Authorization,Content-Type,X-Request-Id",
          "Access-Control-Max-Age": "600",
        }),
  };
}

async function readBytes(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (length < longestBody) chunks.push(chunk);
    length += chunk.length;
  }
  return Buffer.concat(chunks);
}
