import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** A delivery as it went over the wire. */
export interface Delivery {
  body: Buffer;
  headers: Record<string, string>;
  /** What the receiver answered. */
  status: number;
}

/** Stands between the API and a receiver, passes everything on, and keeps it. */
export interface Relay {
  url: string;
  deliveries: Delivery[];
  stop(): void;
}

export async function startRelay(target: () => string): Promise<Relay> {
  const deliveries: Delivery[] = [];
  const server = createServer(async (request, response) => {
    const sent = { body: await buffer(request), headers: endToEnd(request.headers) };
    const status = await post(target(), sent);
    deliveries.push({ ...sent, status });
    response.writeHead(status).end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, deliveries, stop: () => void server.close() };
}

function endToEnd(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => /^(content-type|x-signature|webhook-)/.test(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

export async function post(url: string, { body, headers }: Omit<Delivery, "status">): Promise<number> {
  return (await fetch(url, { method: "POST", body: new Uint8Array(body), headers })).status;
}
