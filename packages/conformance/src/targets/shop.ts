import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { Json } from "../case.ts";

const patience = 30_000;

/** A merchant's receiver, that keeps what it is sent. */
export interface Shop {
  /** An address of its own for each name. */
  urlFor(name: string): string;
  /** The first delivery there for which something holds; waits for it. */
  delivery(name: string, holds: (event: Json) => boolean): Promise<Json>;
  stop(): void;
}

export async function openShop(): Promise<Shop> {
  const received: { name: string; payload: Buffer; headers: Json }[] = [];
  const server = createServer(async (request, response) => {
    const payload = await buffer(request);
    received.push({ name: (request.url ?? "").slice(1), payload, headers: request.headers });
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    urlFor: (name) => `${origin}/${name}`,
    async delivery(name, holds) {
      const found = await until(`a delivery to ${name}`, () =>
        received.find((one) => one.name === name && holds(JSON.parse(one.payload.toString()) as Json)),
      );
      return { payload_base64: found.payload.toString("base64"), headers: found.headers };
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Waits for a state, not for a time. */
export async function until<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  milliseconds = patience,
): Promise<T> {
  for (const end = performance.now() + milliseconds; performance.now() < end; ) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`There was not ${what} within ${milliseconds / 1000} s.`);
}
