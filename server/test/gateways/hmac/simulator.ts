import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export const secret = "shared-with-the-gateway-0123456789";

/** An order as the gateway keeps it; money in hundredths. */
export interface KnownOrder {
  transactionId: string;
  amount: number;
  currency: string;
  notifyUrl: string;
  status: "pending" | "failed" | "closed" | "paid" | "refunded";
  at: number;
  refunds: Map<string, number>;
}

/** How it behaves from now on. */
export type Mood = "well" | "hangs" | "down" | "resets" | "nonsense" | "busy" | "refuses";

export interface HmacSimulator {
  url: string;
  mood: Mood;
  known: Map<string, KnownOrder>;
  /** The calls that came, by name. */
  calls: string[];
  /** Calls that the shared secret did not sign. */
  forged: number;
  pay(transactionId: string): KnownOrder;
  sentBack(transactionId: string): number;
  close(): Promise<void>;
}

type Body = Record<string, string | number>;

/** A gateway that speaks the protocol of docs/gateways/hmac.md, as somebody else would write it. */
export async function startHmacGateway(now: () => number = Date.now): Promise<HmacSimulator> {
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const gateway: HmacSimulator = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/renewal`,
    ...{ mood: "well", known: new Map(), calls: [], forged: 0 },
    pay(id) {
      const order = gateway.known.get(id);
      if (order === undefined) throw new Error(`There is no order ${id}.`);
      return Object.assign(order, { status: "paid", at: now() });
    },
    sentBack: (id) => sumOf(gateway.known.get(id)),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await textOf(request);
    if (gateway.mood === "hangs") return;
    if (gateway.mood === "resets") return void request.socket.resetAndDestroy();
    if (gateway.mood === "down") return void response.writeHead(500).end();
    if (gateway.mood === "nonsense") return void response.end("<html>maintenance</html>");
    if (gateway.mood === "busy") return void response.writeHead(429).end("{}");
    const isGenuine =
      request.headers["x-signature"] === createHmac("sha256", secret).update(text).digest("hex");
    if (!isGenuine) gateway.forged += 1;
    const body = JSON.parse(text) as Body;
    gateway.calls.push(String(body.call));
    const [status, answer] =
      !isGenuine || gateway.mood === "refuses" ? refused("not_allowed") : act(String(body.call), body);
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
  }

  function act(call: string, body: Body): [number, object] {
    const id = String(body.transaction_id);
    if (call === "create") return create(id, body);
    if (call === "list") return list(String(body.since), Number(body.cursor ?? 0));
    const order = gateway.known.get(id);
    if (order === undefined)
      return call === "refund" ? refused("no_such_order") : [200, { status: "unknown" }];
    if (call === "refund") return refund(order, body);
    if (call === "close" && (order.status === "pending" || order.status === "failed"))
      Object.assign(order, { status: "closed", at: now() });
    return [200, shown(order)];
  }

  function create(id: string, { amount, currency, notify_url }: Body): [number, object] {
    if (!gateway.known.has(id)) {
      gateway.known.set(id, {
        ...{ transactionId: id, amount: Math.round(Number(amount) * 100), currency: String(currency) },
        ...{ notifyUrl: String(notify_url), status: "pending", at: now(), refunds: new Map() },
      });
    }
    return [200, { payment_url: `https://pay.example.com/${id}` }];
  }

  function list(since: string, from: number): [number, object] {
    const all = [...gateway.known.values()].filter(({ at }) => at >= Date.parse(since));
    const orders = all
      .slice(from, from + 2)
      .map((order) => ({ transaction_id: order.transactionId, ...shown(order) }));
    return [200, { orders, ...(from + 2 < all.length ? { next_cursor: String(from + 2) } : {}) }];
  }

  function refund(order: KnownOrder, { refund_id, amount }: Body): [number, object] {
    const hundredths = Math.round(Number(amount) * 100);
    if (!order.refunds.has(String(refund_id))) {
      if (order.status !== "paid") return refused("not_paid");
      if (hundredths > order.amount - sumOf(order)) return refused("beyond_payment");
      order.refunds.set(String(refund_id), hundredths);
      if (sumOf(order) === order.amount) Object.assign(order, { status: "refunded", at: now() });
    }
    return [200, { timestamp: new Date(now()).toISOString() }];
  }

  return gateway;
}

function shown(order: KnownOrder): object {
  const { status, amount, currency, at } = order;
  return {
    ...{ status, amount: amount / 100, currency, timestamp: new Date(at).toISOString() },
    ...(sumOf(order) === 0 ? {} : { refunded_amount: sumOf(order) / 100 }),
  };
}

function sumOf(order: KnownOrder | undefined): number {
  return [...(order?.refunds.values() ?? [])].reduce((sum, amount) => sum + amount, 0);
}

function refused(code: string): [number, object] {
  return [422, { error: { code, message: "The gateway's own words." } }];
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
