import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { exposedHeaders } from "@renewal/engine";
import type { MockAnswer } from "./answer.ts";
import { controlAnswer, controlPrefix, isControl } from "./control-routes.ts";
import { nodeDigests } from "./digests.ts";
import { ConnectionLost } from "./faults.ts";
import { createMock, type Mock } from "./mock.ts";
import type { MockOptions } from "./options.ts";
import { isPage, pageAnswer } from "./pages.ts";

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

// An import would take all that the module has, its WebSocket too, and for that load fetch: a third of the way to the
// first answer.
const { createServer } = createRequire(import.meta.url)("node:http") as typeof import("node:http");

/** A body that is longer is refused in any case; what follows is not kept. */
const longestBody = 70_000;

const nothing = new Uint8Array();

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
  const mock = createMock(about, nodeDigests);
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
    const hasBody = answer.body !== "" && request.method !== "HEAD";
    response.writeHead(answer.status, headersOf(answer, request)).end(hasBody ? answer.body : undefined);
  } catch (error) {
    if (error instanceof ConnectionLost) return void request.socket.destroy();
    console.error(error);
    response.writeHead(500).end();
  }
}

/** Names and values in turn, which is how Node writes them with the least ado. */
function headersOf({ status, headers, body }: MockAnswer, request: IncomingMessage): string[] {
  const flat: string[] = [];
  for (const name in headers) flat.push(name, headers[name] as string);
  crossOrigin(request, flat);
  if (status !== 204) flat.push("Content-Length", `${Buffer.byteLength(body)}`);
  return flat;
}

async function answerOf(mock: Mock, origin: string, request: IncomingMessage): Promise<MockAnswer> {
  const method = request.method ?? "GET";
  if (method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined)
    return { status: 204, headers: {}, body: "" };
  const body = await readBytes(request);
  const url = addressOf(origin, request.url ?? "/");
  if (isControl(url)) return controlAnswer(mock, method, url, body);
  if (isPage(url)) return pageAnswer(mock, origin, method, url);
  return mock.answer({
    ...{ method, url, body, address: request.socket.remoteAddress ?? "127.0.0.1" },
    header(name) {
      const value = request.headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(", ") : value || undefined;
    },
  });
}

/** Addresses as they were parsed, which takes as long as finding their route: clients ask for the same ones again. */
const parsed = new Map<string, URL>();

function addressOf(origin: string, target: string): URL {
  const whole = target.startsWith("/") ? origin + target : target;
  let url = parsed.get(whole);
  if (url === undefined) {
    url = new URL(whole, origin);
    if (parsed.size >= 1000) parsed.clear();
    parsed.set(whole, url);
  }
  return url;
}

/** Pages of every origin may ask, the server's trusted ones or not: which they will be, the mock cannot know. */
function crossOrigin({ headers }: IncomingMessage, flat: string[]): void {
  const { origin } = headers;
  flat.push("Vary", "Origin");
  if (origin === undefined) return;
  flat.push("Access-Control-Allow-Origin", origin, "Access-Control-Expose-Headers", exposedHeaders.join(","));
  if (headers["access-control-request-method"] === undefined) return;
  flat.push("Access-Control-Allow-Methods", "GET,POST", "Access-Control-Max-Age", "600");
  flat.push("Access-Control-Allow-Headers", "Authorization,Content-Type,X-Request-Id");
}

/** By the stream's events: its iterator is made anew for each request, and costs as much as reading does. */
function readBytes(request: IncomingMessage): Promise<Uint8Array> | Uint8Array {
  const { headers } = request;
  if (headers["content-length"] === undefined && headers["transfer-encoding"] === undefined) return nothing;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      if (length < longestBody) chunks.push(chunk);
      length += chunk.length;
    });
    request.on("end", () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.on("error", reject);
  });
}
