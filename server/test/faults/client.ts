import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { size } from "./size.ts";

/** An answer, and how long it was waited for. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  milliseconds: number;
}

export interface Asking {
  method?: string;
  /** Sent as it is. */
  body?: string;
  token?: string | undefined;
  /** Where the proxy in front says that the request comes from. */
  address?: string;
  headers?: Record<string, string>;
  agent?: Agent;
}

/** Nothing may take so long: whoever waits for longer has met a server that hangs, or a machine that stalls. Milliseconds. */
const patience = size(60_000, 20_000);

/** Connections stay open and are used again, as those of a load balancer are. */
export const keptOpen = new Agent({ keepAlive: true, maxFreeSockets: 1_000 });

/**
 * Asks a server as the proxy before it would. It is `node:http` and not fetch, which costs five times as much: here
 * the clients share the machine with the servers.
 *
 * @throws Error when the connection breaks, or nothing comes in time
 */
export function ask(url: string, path: string, asking: Asking = {}): Promise<Answer> {
  const { method = asking.body === undefined ? "GET" : "POST", body, agent = keptOpen } = asking;
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(`${url}${path}`, { method, agent, headers: headersOf(asking) }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        clearTimeout(late);
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: Buffer.concat(chunks).toString("utf8"),
          milliseconds: performance.now() - start,
        });
      });
    });
    const late = setTimeout(() => asked.destroy(new Error(`${method} ${path} hangs.`)), patience);
    asked.on("error", (error) => {
      clearTimeout(late);
      reject(error);
    });
    asked.end(body);
  });
}

function headersOf({ body, token, address = "203.0.113.9", headers }: Asking): Record<string, string> {
  return {
    "X-Forwarded-For": address,
    "X-Forwarded-Proto": "https",
    ...(body === undefined
      ? {}
      : { "Content-Type": "application/json", "Content-Length": String(Buffer.byteLength(body)) }),
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    ...headers,
  };
}

/** The address of the n-th client, in 10.0.0.0/8. */
export function addressOf(number: number): string {
  return `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
}
