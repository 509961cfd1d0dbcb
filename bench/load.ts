import { createHmac } from "node:crypto";
import { createRequire } from "node:module";
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

interface Request {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

const autocannon = createRequire(new URL("./peers/", import.meta.url))("autocannon") as (
  options: object,
) => Promise<{
  requests: { total: number };
  "2xx": number;
  non2xx: number;
  errors: number;
  timeouts: number;
  mismatches: number;
  duration: number;
  latency: { p50: number; p99: number };
}>;

const connections = 32;
let sent = 0;
const run = Date.now().toString(36);

/** One request of each kind; every create has an order_id that was never used. */
const cases: Record<string, (headers: Record<string, string>, paid: string) => Request> = {
  create: (headers) => create(headers, `${run}_${sent}`),
  replay: (headers) => create(headers, "again"),
  payment: (headers, id) => ({ method: "GET", path: `/v1/payment/${id}`, headers }),
  packages: (headers) => ({ method: "GET", path: "/v1/packages", headers }),
  membership: (headers) => ({ method: "GET", path: "/v1/membership", headers }),
};

/** What the answer of each case must hold. */
const expected: Record<string, string> = {
  create: '"transaction_id"',
  replay: '"transaction_id"',
  payment: '"status":"pending"',
  packages: '"yearly"',
  membership: '"status"',
  notification: '"success":true',
};

function create(headers: Record<string, string>, orderId: string): Request {
  const body = JSON.stringify({
    order_id: orderId,
    amount: 99.99,
    currency: "CNY",
    subject: "Annual Membership",
  });
  return { method: "POST", path: "/v1/payment/create", headers, body };
}

/** The headers of some member's request, through the proxy that a server stands behind. */
function headersOf(tokens: readonly string[], number: number): Record<string, string> {
  return {
    ...{ "Content-Type": "application/json", "X-Forwarded-Proto": "https" },
    "X-Forwarded-For": `10.${number % 7}.${number % 251}.${number % 241}`,
    ...(tokens.length > 0 && { Authorization: `Bearer ${tokens[number % tokens.length]}` }),
  };
}

/**
 * Asks a subject as fast as it answers, on 32 connections.
 *
 * @param seconds for how long
 * @throws Error when any answer has another status or body than the case expects: such a run says nothing
 */
export async function load(server: RunningSubject, kind: string, seconds: number): Promise<Round> {
  if (expected[kind] === undefined)
    throw new Error(`There is no case ${kind}. Choose of ${Object.keys(expected).join(", ")}.`);
  const paid = kind === "payment" ? await order(server, "first", 0) : "";
  // Whoever replays finds the order made: two that make it at once are told to come back.
  if (kind === "replay") for (const number of server.tokens.keys()) await order(server, "again", number);
  const tokens = kind === "payment" ? server.tokens.slice(0, 1) : server.tokens;
  const reports = kind === "notification" ? await reportsOfPayments(server, seconds * 1000) : [];
  const request = cases[kind] ?? (() => reports.pop() as Request);
  const before = await server.usage();
  const result = await autocannon({
    ...{ url: server.url, connections },
    // A payment is reported once.
    ...(reports.length > 0 ? { amount: reports.length, sampleInt: 50 } : { duration: seconds }),
    verifyBody: (body: string) => body.includes(expected[kind] as string),
    requests: [
      { setupRequest: (base: object) => ({ ...base, ...request(headersOf(tokens, ++sent), paid) }) },
    ],
  });
  const after = await server.usage();
  const { non2xx, errors, timeouts, mismatches } = result;
  if (non2xx + errors + timeouts + mismatches > 0 || result["2xx"] === 0) {
    const counts = JSON.stringify({ good: result["2xx"], non2xx, errors, timeouts, mismatches });
    throw new Error(`${server.subject.name}, ${kind}: void, since not every answer was right: ${counts}`);
  }
  return {
    requestsPerSecond: result["2xx"] / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpu: (after.cpu - before.cpu) / result["2xx"],
    memory: after.memory / 2 ** 20,
  };
}

/** Makes an order, or finds it made; answers its transaction_id. */
async function order(server: RunningSubject, orderId: string, number: number): Promise<string> {
  const { path, ...init } = create(headersOf(server.tokens, number), orderId);
  const response = await fetch(server.url + path, init);
  return ((await response.json()) as { transaction_id: string }).transaction_id;
}

/** As many reports as that, each of a payment for an order of its own. */
async function reportsOfPayments(server: RunningSubject, count: number): Promise<Request[]> {
  const reports: Request[] = [];
  const report = async () => {
    while (reports.length < count) {
      const number = ++sent;
      const body = JSON.stringify({
        ...{ transaction_id: await order(server, `${run}_${number}`, number), status: "paid" },
        ...{ amount: 99.99, currency: "CNY", timestamp: new Date().toISOString() },
      });
      const signature = createHmac("sha256", server.webhookSecret).update(body).digest("hex");
      const headers = { ...headersOf([], number), "X-Signature": signature };
      reports.push({ method: "POST", path: "/v1/payment/notify", headers, body });
    }
  };
  await Promise.all(Array.from({ length: connections }, report));
  return reports.slice(0, count);
}
