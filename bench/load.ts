import { createHmac } from "node:crypto";
import { ask } from "./generator.ts";
import type { RunningSubject } from "./subject.ts";

/** What one round of one case showed. */
export interface Round {
  requestsPerSecond: number;
  p50: number;
  p99: number;
  /** Microseconds of the server's processor time for one request. */
  cpu: number;
  /** MiB that the server held at the end. */
  memory: number;
}

/** How a request is written that has this number: whose it is and where it comes from follow from it. */
type Write = (number: number) => string;

const connections = 32;
let sent = 0;
const run = Date.now().toString(36);

/** One request of each kind; every create has an order_id that was never used. */
const cases: Record<string, (from: RunningSubject, paid: string) => Write> = {
  create: (from) => (number) => create(from, number, `${run}_${number}`),
  replay: (from) => (number) => create(from, number, "again"),
  payment: (from, id) => () => write(from, 0, `GET /v1/payment/${id}`),
  packages: (from) => (number) => write(from, number, "GET /v1/packages"),
  membership: (from) => (number) => write(from, number, "GET /v1/membership"),
  // Of somebody whom nobody asked for before, so that no cache has it.
  "membership-uncached": (from) => (number) =>
    write({ ...from, tokens: from.merchantTokens }, number, `GET /v1/membership?user_id=${run}_${number}`),
};

/** What the answer of each case must hold. */
const expected: Record<string, string> = {
  create: '"transaction_id"',
  replay: '"transaction_id"',
  payment: '"status":"pending"',
  packages: '"yearly"',
  membership: '"status"',
  "membership-uncached": '"status"',
  notification: '"success":true',
};

function create(from: RunningSubject, number: number, orderId: string): string {
  const order = `{"order_id":"${orderId}","amount":99.99,"currency":"CNY","subject":"Annual Membership"}`;
  return write(from, number, "POST /v1/payment/create", order);
}

/**
 * A request of some member, through the proxy that a server stands behind, as it goes over the wire. Put together as a
 * text, since objects of headers took longer than all else that the generator does for a request.
 *
 * @param also further headers, each with its line end
 */
function write(
  { url, tokens }: RunningSubject,
  number: number,
  what: string,
  body?: string,
  also = "",
): string {
  const token = tokens.length === 0 ? "" : `Authorization: Bearer ${tokens[number % tokens.length]}\r\n`;
  const length = body === undefined ? "" : `Content-Length: ${body.length}\r\n`;
  return (
    `${what} HTTP/1.1\r\nHost: ${url.slice("http://".length)}\r\nContent-Type: application/json\r\n` +
    `X-Forwarded-Proto: https\r\nX-Forwarded-For: 10.${number % 7}.${number % 251}.${number % 241}\r\n` +
    `${token}${also}${length}\r\n${body ?? ""}`
  );
}

/**
 * Asks a subject as fast as it answers, on 32 connections.
 *
 * @param seconds for how long
 * @throws Error when any answer has another status or body than the case expects: such a run says nothing
 */
export async function load(server: RunningSubject, kind: string, seconds: number): Promise<Round> {
  const right = expected[kind];
  if (right === undefined)
    throw new Error(`There is no case ${kind}. Choose of ${Object.keys(expected).join(", ")}.`);
  const [paid = ""] = kind === "payment" ? await order(server, 1, () => create(server, 0, "first")) : [];
  // Whoever replays finds the order made: two that make it at once are told to come back.
  if (kind === "replay") {
    let member = 0;
    await order(server, server.tokens.length, () => create(server, member++, "again"));
  }
  const reports = kind === "notification" ? await reportsOfPayments(server, seconds * 1000) : [];
  const writing = cases[kind]?.(server, paid) ?? (() => reports.pop() as string);
  const before = await server.usage();
  const heard = await ask({
    ...{ url: server.url, connections, next: () => writing(++sent) },
    // A payment is reported once.
    until: kind === "notification" ? { requests: reports.length } : { seconds },
    isRight: (body) => body.includes(right),
  }).catch((error: Error) => {
    throw new Error(
      `${server.subject.name}, ${kind}: void, since not every answer was right. ${error.message}`,
    );
  });
  const after = await server.usage();
  return {
    ...{ requestsPerSecond: heard.answers / heard.seconds, p50: heard.p50, p99: heard.p99 },
    cpu: (after.cpu - before.cpu) / heard.answers,
    memory: after.memory / 2 ** 20,
  };
}

/** Makes as many orders, or finds them made; answers the transaction_id of each. */
async function order(server: RunningSubject, requests: number, next: () => string): Promise<string[]> {
  const made: string[] = [];
  const isRight = (body: string) => {
    const [, id] = /"transaction_id":"(\w+)"/.exec(body) ?? [];
    if (id !== undefined) made.push(id);
    return id !== undefined;
  };
  await ask({ url: server.url, connections, until: { requests }, next, isRight });
  return made;
}

/** As many reports as that, each of a payment for an order of its own. */
async function reportsOfPayments(server: RunningSubject, count: number): Promise<string[]> {
  const made = await order(server, count, () => {
    const number = ++sent;
    return create(server, number, `${run}_${number}`);
  });
  return made.map((id, number) => {
    const paid = { transaction_id: id, status: "paid", amount: 99.99, currency: "CNY" };
    const body = JSON.stringify({ ...paid, timestamp: new Date().toISOString() });
    const signature = createHmac("sha256", server.webhookSecret).update(body).digest("hex");
    const gateway = { ...server, tokens: [] };
    return write(gateway, number, "POST /v1/payment/notify", body, `X-Signature: ${signature}\r\n`);
  });
}
