import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export const secretKey = "sk_test_0123456789abcdef";
export const webhookSecret = "whsec_0123456789abcdef";

/** A Checkout Session with its payment, as Stripe keeps them. */
export interface Session {
  id: string;
  reference: string;
  metadata: Fields;
  amount: number;
  currency: string;
  name: string;
  successUrl: string;
  created: number;
  status: "open" | "complete" | "expired";
  payment: "unpaid" | "processing" | "failed" | "paid";
  paidAt?: number;
  refunds: Refund[];
}

interface Refund {
  id: string;
  amount: number;
  metadata: Fields;
  created: number;
}

/** How it behaves from now on. */
export type Mood = "well" | "hangs" | "down" | "resets" | "nonsense" | "busy" | "refuses";

type Fields = Record<string, string>;

export interface StripeSimulator {
  url: string;
  mood: Mood;
  sessions: Map<string, Session>;
  /** What was called, such as `POST /v1/refunds`. */
  calls: string[];
  /** Calls without the account's key. */
  forged: number;
  /** The session of an order. */
  of(transactionId: string): Session;
  pay(transactionId: string): Session;
  sentBack(transactionId: string): number;
  /** An event about the order's session as it is now, or about its charge. */
  event(type: string, transactionId: string, changes?: object): string;
  /** The header by which Stripe signs a body. */
  signature(body: string, secret?: string, at?: number): string;
  /** Forgets its idempotency keys, as Stripe does after a day. */
  forgetKeys(): void;
  close(): Promise<void>;
}

/** The part of Stripe's API that hosted payments need, over real HTTP: forms, idempotency keys, errors and events. */
export async function startStripe(now: () => number = Date.now): Promise<StripeSimulator> {
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const keys = new Map<string, { body: string; answer: object }>();
  const seconds = () => Math.floor(now() / 1000);
  const stripe: StripeSimulator = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ mood: "well", sessions: new Map(), calls: [], forged: 0 },
    of(transactionId) {
      const found = [...stripe.sessions.values()].find(({ reference }) => reference === transactionId);
      if (found === undefined) throw new Error(`Nobody came to pay ${transactionId}.`);
      return found;
    },
    pay: (id) => Object.assign(stripe.of(id), { status: "complete", payment: "paid", paidAt: seconds() }),
    sentBack: (id) => sumOf(stripe.of(id).refunds),
    event(type, id, changes = {}) {
      const session = stripe.of(id);
      const object = type.startsWith("charge.") ? chargeOf(session) : shown(session, []);
      return JSON.stringify({
        ...{ id: `evt_${keys.size}${stripe.calls.length}`, object: "event", api_version: "2026-01-01", type },
        ...{ created: seconds(), livemode: false, pending_webhooks: 1, request: null },
        data: { object: { ...object, ...changes } },
      });
    },
    signature: (body, secret = webhookSecret, at = seconds()) =>
      `t=${at},v1=${createHmac("sha256", secret).update(`${at}.${body}`).digest("hex")},v0=0`,
    forgetKeys: () => keys.clear(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "", stripe.url);
    const body = await textOf(request);
    if (url.pathname.startsWith("/pay/")) return void response.end("Pay here");
    if (stripe.mood === "hangs") return;
    if (stripe.mood === "resets") return void request.socket.resetAndDestroy();
    if (stripe.mood === "down") return void response.writeHead(500).end("{}");
    if (stripe.mood === "nonsense") return void response.end("<html>maintenance</html>");
    stripe.calls.push(`${request.method} ${url.pathname}`);
    const key = request.headers["idempotency-key"] as string | undefined;
    const [status, answer] = answerTo(request, url, body, key);
    response.writeHead(status, { "Content-Type": "application/json", "Request-Id": "req_1" });
    response.end(JSON.stringify(answer));
  }

  function answerTo(
    request: IncomingMessage,
    url: URL,
    body: string,
    key: string | undefined,
  ): [number, object] {
    if (stripe.mood === "busy") return refused(429, { type: "invalid_request_error", code: "rate_limit" });
    if (stripe.mood === "refuses")
      return refused(403, { type: "invalid_request_error", code: "account_closed" });
    if (request.headers.authorization !== `Bearer ${secretKey}`) {
      stripe.forged += 1;
      return refused(401, { type: "invalid_request_error", message: "Invalid API Key provided" });
    }
    const known = key === undefined ? undefined : keys.get(key);
    if (known !== undefined && known.body !== body) return refused(400, { type: "idempotency_error" });
    if (known !== undefined) return [200, known.answer];
    const [status, answer] = act(request.method ?? "", url, new URLSearchParams(body));
    if (key !== undefined && request.method === "POST" && status === 200) keys.set(key, { body, answer });
    return [status, answer];
  }

  function act(method: string, url: URL, form: URLSearchParams): [number, object] {
    const [, , resource, kind, id = "", verb] = url.pathname.split("/");
    const expand = [...url.searchParams].flatMap(([name, value]) =>
      name.startsWith("expand") ? [value] : [],
    );
    if (resource === "refunds")
      return method === "POST" ? refund(form) : listRefunds(url.searchParams.get("payment_intent") ?? "");
    if (resource !== "checkout" || kind !== "sessions")
      return refused(404, { type: "invalid_request_error" });
    if (id === "") return method === "POST" ? open(form) : list(url.searchParams, expand);
    const session = stripe.sessions.get(id);
    if (session === undefined) return missing();
    if (verb === undefined) return [200, shown(session, expand)];
    if (session.status !== "open") return refused(400, { type: "invalid_request_error" });
    session.status = "expired";
    return [200, shown(session, [])];
  }

  function open(form: URLSearchParams): [number, object] {
    const item = "line_items[0][price_data]";
    const session: Session = {
      id: `cs_test_${stripe.sessions.size + 1}`,
      reference: form.get("client_reference_id") ?? "",
      metadata: Object.fromEntries(
        [...form].flatMap(([name, value]) => {
          const field = /^payment_intent_data\[metadata\]\[(\w+)\]$/.exec(name)?.[1];
          return field === undefined ? [] : [[field, value]];
        }),
      ),
      amount: Number(form.get(`${item}[unit_amount]`)) * Number(form.get("line_items[0][quantity]")),
      currency: form.get(`${item}[currency]`) ?? "",
      name: form.get(`${item}[product_data][name]`) ?? "",
      successUrl: form.get("success_url") ?? "",
      ...{ created: seconds(), status: "open", payment: "unpaid", refunds: [] },
    };
    if (!(session.amount > 0) || session.successUrl === "" || form.get("mode") !== "payment")
      return refused(400, { type: "invalid_request_error", code: "parameter_missing" });
    stripe.sessions.set(session.id, session);
    return [200, shown(session, [])];
  }

  function list(query: URLSearchParams, expand: readonly string[]): [number, object] {
    const since = Number(query.get("created[gte]") ?? 0);
    const newest = [...stripe.sessions.values()].reverse().filter(({ created }) => created >= since);
    const after = newest.findIndex(({ id }) => id === query.get("starting_after")) + 1;
    // A page of Stripe's has up to a hundred; a small one shows that all pages are read.
    const page = newest.slice(after, after + 2);
    const data = page.map((session) =>
      shown(
        session,
        expand.map((field) => field.replace(/^data\./, "")),
      ),
    );
    return [200, { object: "list", url: "/v1/checkout/sessions", has_more: after + 2 < newest.length, data }];
  }

  function listRefunds(payment: string): [number, object] {
    const session = stripe.sessions.get(payment.replace("pi_", ""));
    const data = (session?.refunds ?? []).map(shownRefund);
    return [200, { object: "list", url: "/v1/refunds", has_more: false, data }];
  }

  function refund(form: URLSearchParams): [number, object] {
    const session = stripe.sessions.get((form.get("payment_intent") ?? "").replace("pi_", ""));
    const amount = Number(form.get("amount"));
    if (session === undefined) return missing();
    if (session.payment !== "paid" || amount > session.amount - sumOf(session.refunds))
      return refused(400, {
        type: "invalid_request_error",
        code: "charge_already_refunded",
        param: "amount",
      });
    const metadata = { refund_id: form.get("metadata[refund_id]") ?? "" };
    const made = { id: `re_${session.id}_${session.refunds.length}`, amount, metadata, created: seconds() };
    session.refunds.push(made);
    return [200, shownRefund(made)];
  }

  function shown(session: Session, expand: readonly string[]): object {
    const payment = `pi_${session.id}`;
    const isPaying = session.status === "complete";
    return {
      ...{ id: session.id, object: "checkout.session", client_reference_id: session.reference },
      ...{ amount_total: session.amount, currency: session.currency, created: session.created },
      ...{ mode: "payment", status: session.status, success_url: session.successUrl },
      payment_status: session.payment === "paid" ? "paid" : "unpaid",
      payment_intent:
        isPaying && expand.some((field) => field.startsWith("payment_intent"))
          ? intentOf(session)
          : isPaying
            ? payment
            : null,
      url: session.status === "open" ? `${stripe.url}/pay/${session.id}` : null,
    };
  }

  return stripe;
}

function intentOf(session: Session): object {
  const statuses = {
    unpaid: "processing",
    processing: "processing",
    failed: "requires_payment_method",
  } as const;
  return {
    ...{ id: `pi_${session.id}`, object: "payment_intent" },
    status: session.payment === "paid" ? "succeeded" : statuses[session.payment],
    latest_charge: session.payment === "paid" ? chargeOf(session) : null,
  };
}

function chargeOf(session: Session): object {
  const back = sumOf(session.refunds);
  return {
    ...{
      id: `ch_${session.id}`,
      object: "charge",
      payment_intent: `pi_${session.id}`,
      created: session.paidAt,
    },
    ...{ amount: session.amount, currency: session.currency, amount_refunded: back },
    ...{ refunded: back === session.amount, metadata: session.metadata },
  };
}

function shownRefund({ id, amount, metadata, created }: Refund): object {
  return { id, object: "refund", amount, metadata, created, status: "succeeded" };
}

function sumOf(refunds: readonly Refund[]): number {
  return refunds.reduce((sum, { amount }) => sum + amount, 0);
}

function refused(status: number, error: Fields): [number, object] {
  return [status, { error: { message: "Stripe's own words, with what was sent.", ...error } }];
}

function missing(): [number, object] {
  return refused(404, { type: "invalid_request_error", code: "resource_missing" });
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
