import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Schemas } from "@renewal/contract";
import { expect } from "vitest";
import { type Answer, order, type TestServer } from "../http/running.ts";

/** A notification as it arrived at a merchant. */
export interface Arrival {
  path: string;
  headers: Record<string, string>;
  /** The raw bytes, as text. */
  body: string;
  event: Schemas["PaymentEvent"];
  /** By the clock of the test's own machine. */
  at: number;
}

/** A merchant's server: it writes down who connects and what comes, and answers as the test says. */
export interface Merchant {
  /** Its host and port, as NOTIFY_ALLOWED_HOSTS names it. */
  host: string;
  url: string;
  port: number;
  arrivals: Arrival[];
  connections(): number;
  /** What it answers from now on: a status, or whatever a test does with the response. */
  answers(answer: number | ((response: ServerResponse, arrival: Arrival) => void)): void;
  close(): Promise<void>;
}

/** @param address `::` takes whatever leads to this machine */
export async function openMerchant(address = "127.0.0.1"): Promise<Merchant> {
  const arrivals: Arrival[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let answer: Parameters<Merchant["answers"]>[0] = 204;
  const server = createServer(async (request, response) => {
    const arrival = await read(request);
    arrivals.push(arrival);
    if (typeof answer === "function") answer(response, arrival);
    else response.writeHead(answer).end();
  });
  server.on("connection", (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  return {
    ...{ host, url: `http://${host}/hook`, port, arrivals, connections: () => connections },
    answers(next) {
      answer = next;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function read(request: IncomingMessage): Promise<Arrival> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString("utf8");
  const headers = request.headers as Record<string, string>;
  return { path: request.url ?? "", headers, body, event: JSON.parse(body || "{}"), at: Date.now() };
}

let orders = 0;

/** Creates an order that tells that address, and has it paid as the gateway reports it; answers its transaction id. */
export async function payFor(server: TestServer, notifyUrl: string, token?: string): Promise<string> {
  orders += 1;
  const orderId = `ORD-${orders}`;
  const created: Answer<Schemas["PaymentCreated"]> = await server.ask("/payment/create", {
    token: token ?? (await server.token()),
    body: { ...order, order_id: orderId, notify_url: notifyUrl },
  });
  expect(created.status, `the order that tells ${notifyUrl}`).toBe(200);
  await report(server, created.json.transaction_id, "paid");
  return created.json.transaction_id;
}

export async function report(server: TestServer, transactionId: string, status: string): Promise<void> {
  const timestamp = new Date(server.clock.now()).toISOString();
  const about = { transaction_id: transactionId, amount: order.amount, currency: order.currency };
  expect((await server.notify({ ...about, status, timestamp })).status).toBe(200);
}

/** What the operator sees of a transaction's notifications, the newest first. */
export function deliveriesOf(server: TestServer, transactionId: string) {
  return server.storage.store.findDeliveries({ transactionId, limit: 100 });
}

/** The one notification of a transaction. */
export async function deliveryOf(server: TestServer, transactionId: string) {
  const [delivery, ...others] = await deliveriesOf(server, transactionId);
  expect(others).toEqual([]);
  if (delivery === undefined) throw new Error(`Nothing is to be told of ${transactionId}.`);
  return delivery;
}
