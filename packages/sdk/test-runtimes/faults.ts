import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type Consumer, sdkOf } from "./pack.ts";
import type { Check } from "./run.ts";

/** The API's answer, on its way back. */
interface Answered {
  status: number;
  headers: Record<string, string>;
  text: string;
}

type Fault = (response: ServerResponse, socket: Socket, answered: Answered) => void;

/** What happens to an answer after the API has done its work: the order stands, and the client does not know. */
const faults: Record<string, Fault> = {
  "reset before the headers": (_response, socket) => socket.resetAndDestroy(),
  "reset after the headers": (response, socket, { status, headers, text }) => {
    response.writeHead(status, { ...headers, "content-length": String(Buffer.byteLength(text)) });
    response.write(text.slice(0, 9), () => setTimeout(() => socket.resetAndDestroy(), 20));
  },
  "a body that stalls": (response, _socket, { status, headers, text }) => {
    response.writeHead(status, { ...headers, "content-length": String(Buffer.byteLength(text)) });
    response.write(text.slice(0, 9));
  },
  "truncated JSON": (response, _socket, { text }) => response.end(text.slice(0, 9)),
  "no answer at all": () => {},
  "a 502 of a proxy": (response) => response.writeHead(502).end("<h1>Bad gateway</h1>"),
  "a 503 with a Retry-After": (response) => response.writeHead(503, { "Retry-After": "1" }).end(),
};

/** The live server behind a network that loses the first two answers of each creation. */
export async function checkFaults(check: Check, consumer: Consumer, baseUrl: string): Promise<void> {
  const { Renewal } = await sdkOf(consumer);
  const credentials = { clientId: "demo", clientSecret: "demo-secret", timeout: 400 };
  for (const [index, [name, fault]] of Object.entries(faults).entries()) {
    await check(`live, ${name} twice: one order`, async () => {
      const bad = await badNetwork(baseUrl, fault);
      try {
        const renewal = new Renewal({ ...credentials, baseUrl: bad.baseUrl, userId: `bad_network_${index}` });
        const order = { order_id: `ORDER-${index}`, amount: 99.99, currency: "CNY" };
        const { attempts, replayed } = await renewal.payments.create(order).withResponse();
        const { data } = await renewal.payments.list({ order_id: order.order_id });
        const seen = { attempts, replayed, orders: data.length };
        const expected = { attempts: 3, replayed: true, orders: 1 };
        if (JSON.stringify(seen) !== JSON.stringify(expected))
          throw new Error(`It was ${JSON.stringify(seen)}.`);
      } finally {
        bad.stop();
      }
    });
  }
}

async function badNetwork(baseUrl: string, fault: Fault): Promise<{ baseUrl: string; stop(): void }> {
  let creations = 0;
  const proxy = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const {
      host: _,
      connection: __,
      "content-length": ___,
      ...headers
    } = request.headers as Record<string, string>;
    const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {};
    const path = request.url?.replace(/^\/v1/, "") ?? "";
    const answer = await fetch(baseUrl + path, { method: request.method ?? "GET", headers, ...body });
    const { "transfer-encoding": ____, ...rest } = Object.fromEntries(answer.headers);
    const answered = { status: answer.status, headers: rest, text: await answer.text() };
    if (path === "/payment/create" && ++creations <= 2) return fault(response, request.socket, answered);
    response.writeHead(answered.status, answered.headers).end(answered.text);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/v1`,
    stop() {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}
