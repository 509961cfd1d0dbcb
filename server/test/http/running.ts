import { createHmac } from "node:crypto";
import { appendFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Schemas } from "@renewal/contract";
import type { Exchange } from "../../src/http/observe.ts";
import { type Overrides, type RunningServer, readConfiguration, startServer } from "../../src/index.ts";
import { jsonLog } from "../../src/log.ts";

/** An answer as a client reads it. */
export interface Answer<Body = never> {
  status: number;
  headers: Headers;
  text: string;
  json: [Body] extends [never] ? Record<string, unknown> & Partial<Schemas["Error"]> : Body;
}

export interface Asking {
  method?: string;
  headers?: Record<string, string>;
  /** An object is sent as JSON, anything else as it is. */
  body?: unknown;
  token?: string;
}

export interface TestServer extends RunningServer {
  /** Where the API is, with `/v1`. */
  api: string;
  clock: { now(): number; advance(milliseconds: number): void };
  /** What the server wrote into its log. */
  log: Record<string, unknown>[];
  logText(): string;
  exchanges: Exchange[];
  /** Asks the API; the path begins behind `/v1`. */
  ask<Body = never>(path: string, asking?: Asking): Promise<Answer<Body>>;
  token(userId?: string): Promise<string>;
  /** A notification as the gateway signs it. */
  notify(body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Sends bytes as they are and answers all that comes back until the server closes, or falls silent. */
  raw(bytes: string | Uint8Array, options?: { end?: boolean; silence?: number }): Promise<string>;
  orderCount(): Promise<number>;
}

/** Limits that no test meets by accident; those that are about limits set them. */
const roomy = {
  RATE_LIMIT_PER_USER: "100000",
  RATE_LIMIT_PER_IP: "100000",
  RATE_LIMIT_GLOBAL: "100000",
  RATE_LIMIT_TOKENS: "100000",
  RATE_LIMIT_NOTIFICATIONS: "100000",
};

/** A server on a free port, with a folder of its own and a clock that the test moves. It writes down what it answered. */
export async function startTestServer(
  environment: Record<string, string> = {},
  overrides: Overrides = {},
): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), "renewal-http-"));
  const lines: string[] = [];
  const exchanges: Exchange[] = [];
  let ahead = 0;
  const clock = {
    now: () => Date.now() + ahead,
    advance(milliseconds: number) {
      ahead += milliseconds;
    },
  };
  const configuration = readConfiguration({
    ...{ NODE_ENV: "test", PORT: "0", DATA_DIR: folder, LOG_LEVEL: "debug", ...roomy },
    ...environment,
  });
  const server = await startServer(configuration, {
    clock,
    log: jsonLog(configuration.logLevel, { write: (line) => void lines.push(line) }),
    observer: (exchange) => {
      exchanges.push(exchange);
      writeDown(exchange);
    },
    ...overrides,
  });
  return {
    ...server,
    ...{ clock, exchanges },
    api: `${server.url}/v1`,
    get log() {
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    logText: () => lines.join(""),
    ...askers(server),
    orderCount: async () => {
      const { db } = server.storage.connection;
      const rows = await db.selectFrom("orders").select("transactionId").execute();
      return rows.length;
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** For the last suite, which finds the documented answers that nobody asked for. */
function writeDown({ operation, status, errorCode }: Exchange): void {
  const file = process.env.RENEWAL_EXERCISED;
  if (file !== undefined && operation !== undefined)
    appendFileSync(file, `${JSON.stringify({ operation, status, errorCode })}\n`);
}

function askers(server: RunningServer): Pick<TestServer, "ask" | "token" | "notify" | "raw"> {
  const ask: TestServer["ask"] = (path, asking) => askFor(`${server.url}/v1${path}`, asking) as never;
  return {
    ask,
    async token(userId = "user_42") {
      const { json } = await ask<Schemas["Token"]>("/auth/token", { body: demoCredentials(userId) });
      return json.access_token;
    },
    notify(body, headers = {}) {
      const bytes = typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
      const signature = sign(bytes, server.webhookSecrets[0] as string);
      return ask("/payment/notify", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Signature": signature, ...headers },
        body: bytes,
      });
    },
    raw: (bytes, options) => sendRaw(server.url, bytes, options),
  };
}

export function demoCredentials(userId?: string): Record<string, string> {
  return {
    ...{ grant_type: "client_credentials", client_id: "demo", client_secret: "demo-secret" },
    ...(userId === undefined ? {} : { user_id: userId }),
  };
}

export function sign(bytes: string | Uint8Array, secret: string): string {
  return createHmac("sha256", secret).update(bytes).digest("hex");
}

export async function askFor(url: string, asking: Asking = {}): Promise<Answer> {
  const { body, token } = asking;
  const isPlain = body === undefined || typeof body === "string" || body instanceof Uint8Array;
  const headers: Record<string, string> = {
    ...(isPlain ? {} : { "Content-Type": "application/json" }),
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    ...asking.headers,
  };
  const answer = await fetch(url, {
    method: asking.method ?? (body === undefined ? "GET" : "POST"),
    headers,
    redirect: "manual",
    ...(body === undefined ? {} : { body: (isPlain ? body : JSON.stringify(body)) as BodyInit }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json") === true;
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    json: (isJson && text !== "" ? JSON.parse(text) : {}) as Answer["json"],
  };
}

function sendRaw(
  url: string,
  bytes: string | Uint8Array,
  { end = false, silence = 1000 }: { end?: boolean; silence?: number } = {},
): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let received = "";
    const socket = connect(Number(port), hostname, () => (end ? socket.end(bytes) : socket.write(bytes)));
    socket.setTimeout(silence, () => socket.destroy());
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(received));
  });
}

/** What a raw answer says: its status, its headers as text, and its body as JSON. */
export function readRaw(answer: string): { status: number; head: string; json: Answer["json"] } {
  const [head = "", ...rest] = answer.split("\r\n\r\n");
  const body = rest.join("\r\n\r\n");
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0);
  return { status, head, json: body.startsWith("{") ? JSON.parse(body) : {} };
}

export const order = {
  order_id: "ORD123456",
  amount: 99.99,
  currency: "CNY",
  subject: "Annual Membership",
};
