import { createHmac, randomUUID } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { GatewayOrder } from "@renewal/engine";
import { createSandbox, type SandboxFault, type SandboxPayments } from "@renewal/engine/sandbox";
import Koa from "koa";
import { notifyOverHttp } from "../../src/gateways/sandbox/notify.ts";
import { type SandboxServer, sandboxServer } from "../../src/gateways/sandbox/sandbox.ts";
import { openStorage } from "../../src/storage/storage.ts";
import type { Worker } from "../../src/worker.ts";

export const secret = "whsec_shared_with_the_api";
export const day = 24 * 3_600_000;

/** A notification as it arrived at the API. */
export interface Arrival {
  path: string | undefined;
  contentType: string | undefined;
  rightlySigned: boolean;
  notification: {
    transaction_id: string;
    status: string;
    amount: number;
    currency: string;
    timestamp: string;
  };
  at: number;
}

/** A gateway in its surroundings: browsers before it, an API behind it that answers as a test wants, and a clock. */
export interface Town {
  /** Where the checkout pages are. */
  origin: string;
  sandbox: SandboxServer;
  payments: SandboxPayments;
  arrivals: Arrival[];
  faults: SandboxFault[];
  clock: { now(): number; advance(milliseconds: number): void };
  api: { answer: (arrival: Arrival) => number | Promise<number> };
  worker(): Worker;
  /** One step of a worker, for tests that cannot wait for many. */
  deliverDue(): Promise<number>;
  /** Registers an order and answers its payment_url. */
  order(about?: Partial<GatewayOrder>): Promise<string>;
  close(): Promise<void>;
}

export async function foundTown(own: { payments?: SandboxPayments; apiUrl?: string } = {}): Promise<Town> {
  const storage = openStorage({ clock: { now: Date.now }, file: ":memory:" });
  await storage.migrate();
  const payments = own.payments ?? storage.sandbox;
  const arrivals: Arrival[] = [];
  const faults: SandboxFault[] = [];
  const workers: Worker[] = [];
  const api: Town["api"] = { answer: () => 200 };
  const clock = movableClock();
  const receive = receiver(arrivals, api, clock);
  const app = new Koa();
  // Koa looks at its middleware once, so that the address has to be known before it is asked.
  const pages = await listen((request, response) =>
    (request.url?.startsWith("/v1/") ? receive : answer)(request, response),
  );
  const world = {
    payments,
    clock,
    signer: {
      hmac: async (key: string | Uint8Array, bytes: Uint8Array) =>
        createHmac("sha256", key).update(bytes).digest(),
    },
    secrets: () => [secret, "whsec_of_last_month"],
    timeZone: "Asia/Shanghai",
    onFault: (fault: SandboxFault) => faults.push(fault),
  };
  const apiUrl = () => own.apiUrl ?? pages.origin;
  const sandbox = sandboxServer({ ...world, publicUrl: () => pages.origin, apiUrl });
  app.use(sandbox.pages);
  const answer = app.callback();
  return {
    ...{ origin: pages.origin, sandbox, payments, arrivals, faults, clock, api },
    worker() {
      const worker = sandbox.start();
      workers.push(worker);
      return worker;
    },
    deliverDue: createSandbox({
      ...world,
      checkoutUrl: () => `${pages.origin}/sandbox/pay`,
      send: notifyOverHttp(apiUrl),
      wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    }).deliverDue,
    async order(about = {}) {
      const { paymentUrl } = await sandbox.gateway.create(orderOf(clock.now(), about));
      return paymentUrl;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.stop()));
      await pages.close();
      await storage.close();
    },
  };
}

export function orderOf(now: number, about: Partial<GatewayOrder> = {}): GatewayOrder {
  return {
    transactionId: `TXN${randomUUID().replaceAll("-", "").toUpperCase()}`,
    orderId: `ORD-${randomUUID().slice(0, 8)}`,
    minorUnits: 9999,
    currency: "CNY",
    subject: "Annual Membership",
    months: 12,
    returnUrl: "https://shop.example.com/thanks",
    expiresAt: now + day,
    ...about,
  };
}

/** Sends the form of a checkout page as a browser without scripts would, and follows nothing. */
export function choose(
  paymentUrl: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(paymentUrl, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers,
    redirect: "manual",
  });
}

export function transactionOf(paymentUrl: string): string {
  return new URL(paymentUrl).pathname.split("/").at(-1) as string;
}

/** Looks until something is so, for so many seconds. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  what: string,
  seconds = 5,
): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Within ${seconds} s it was never so: ${what}`);
}

function movableClock(): Town["clock"] {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
  };
}

function receiver(arrivals: Arrival[], api: Town["api"], clock: Town["clock"]): RequestListener {
  return async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const arrival: Arrival = {
      path: request.url,
      contentType: request.headers["content-type"],
      rightlySigned:
        request.headers["x-signature"] === createHmac("sha256", secret).update(body).digest("hex"),
      notification: JSON.parse(body.toString("utf8")),
      at: clock.now(),
    };
    arrivals.push(arrival);
    response.statusCode = await api.answer(arrival);
    response.end();
  };
}

export async function listen(listener: RequestListener) {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
