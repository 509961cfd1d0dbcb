// Speaks the protocol of PROTOCOL.md around the TypeScript SDK. RENEWAL_SDK names another copy of it, such as a release.
import { createInterface } from "node:readline";
import { inspect } from "node:util";
import type * as Sdk from "@renewal/sdk";

const sdk: typeof Sdk = await import(process.env.RENEWAL_SDK ?? "@renewal/sdk");

type Json = Record<string, unknown>;

interface Client {
  renewal: Sdk.Renewal;
  slept: number[];
  told: string[];
}

const clients = new Map<string, Client>();

const kinds: [unknown, string][] = [
  [sdk.AuthenticationError, "authentication"],
  [sdk.PermissionError, "permission"],
  [sdk.NotFoundError, "not_found"],
  [sdk.ValidationError, "validation"],
  [sdk.ConflictError, "conflict"],
  [sdk.RateLimitError, "rate_limit"],
  [sdk.PaymentFailedError, "payment_failed"],
  [sdk.ServerError, "server"],
  [sdk.ConnectionError, "connection"],
  [sdk.TimeoutError, "timeout"],
  [sdk.AbortedError, "cancelled"],
  [sdk.InvalidResponseError, "invalid_response"],
  [sdk.WebhookVerificationError, "webhook_verification"],
  [sdk.ConfigurationError, "configuration"],
];

function makeClient(options: Json): Client {
  const { base_url, client_id, client_secret, user_id, token, refresh_token, get_token, ...rest } = options;
  let now = Date.parse(String(rest.now ?? "2026-01-15T08:30:00Z"));
  const slept: number[] = [];
  const told: string[] = [];
  const supply = [...((get_token as string[] | undefined) ?? [])];
  const last = supply.at(-1);
  const given: Json = {
    ...(base_url !== undefined && { baseUrl: base_url }),
    ...(client_id !== undefined && { clientId: client_id }),
    ...(client_secret !== undefined && { clientSecret: client_secret }),
    ...(user_id !== undefined && { userId: user_id }),
    ...(token !== undefined && { token }),
    ...(refresh_token !== undefined && { refreshToken: refresh_token }),
    ...(refresh_token !== undefined && { onToken: (one: Sdk.Token) => told.push(`${one.refresh_token}`) }),
    ...(get_token !== undefined && { getToken: () => supply.shift() ?? last }),
    ...(rest.max_retries !== undefined && { maxRetries: rest.max_retries }),
    ...(rest.timeout_ms !== undefined && { timeout: rest.timeout_ms }),
    clock: () => now,
    random: () => Number(rest.random ?? 0),
    sleep: async (milliseconds: number) => {
      slept.push(milliseconds / 1000);
      now += milliseconds;
    },
  };
  return { renewal: new sdk.Renewal(given as Sdk.RenewalOptions), slept, told };
}

/** The call that an operation id stands for. */
function start({ renewal }: Client, operation: unknown, input: Json, options: Sdk.CallOptions) {
  const { transaction_id } = (input.path ?? {}) as Record<string, string>;
  const query = (input.query ?? {}) as Json;
  const body = withAmount(input.body, Number) as never;
  if (operation === "createToken") return renewal.tokens.create(body, options);
  if (operation === "listPackages") return renewal.packages.list(options);
  if (operation === "createPayment") return renewal.payments.create(body, options);
  if (operation === "getPayment") return renewal.payments.get(transaction_id as string, options);
  if (operation === "closePayment") return renewal.payments.close(transaction_id as string, options);
  if (operation === "refundPayment") return renewal.payments.refund(`${transaction_id}`, body, options);
  if (operation === "listPayments") return renewal.payments.list(query, options);
  if (operation === "getMembership") return renewal.memberships.get(query, options);
  throw new Error(`There is no operation ${operation}.`);
}

/** Amounts travel between driver and harness as text, and are numbers in this SDK. */
function withAmount(value: unknown, change: (amount: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => withAmount(one, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      name.endsWith("amount") ? change(one) : withAmount(one, change),
    ]),
  );
}

function callOptions(options: Json = {}): Sdk.CallOptions & { totalTimeout?: number } {
  const { timeout_ms, total_timeout_ms, max_retries, idempotent, cancel_after_ms } = options;
  return {
    ...(timeout_ms !== undefined && { timeout: Number(timeout_ms) }),
    ...(total_timeout_ms !== undefined && { totalTimeout: Number(total_timeout_ms) }),
    ...(max_retries !== undefined && { maxRetries: Number(max_retries) }),
    ...(idempotent !== undefined && { idempotent: Boolean(idempotent) }),
    ...(cancel_after_ms !== undefined && { signal: AbortSignal.timeout(Number(cancel_after_ms)) }),
  };
}

async function call(client: Client, { operation, input = {}, options }: Json) {
  const answer = await start(client, operation, input as Json, callOptions(options as Json)).withResponse();
  const { data, status, requestId, attempts, limit, replayed } = answer;
  const body = withAmount({ ...(data as object) }, String);
  return { body, status, request_id: requestId, attempts, limit: limitOf(limit), replayed };
}

function limitOf(limit: Sdk.LimitState | undefined) {
  return limit && { ...limit, resetAt: undefined, reset: limit.resetAt.getTime() / 1000 };
}

async function listAll(client: Client, { input = {}, most = 1000 }: Json) {
  const items: unknown[] = [];
  if (most === 0) return { items };
  for await (const item of client.renewal.payments.list((input as { query?: Json }).query)) {
    items.push(withAmount(item, String));
    if (items.length >= Number(most)) break;
  }
  return { items };
}

async function verify({ payload_base64, payload_parsed, headers, secrets, tolerance_s, now }: Json) {
  const payload = payload_parsed ?? Buffer.from(String(payload_base64), "base64");
  const options = { payload, headers, secrets, tolerance: tolerance_s, now: () => Date.parse(String(now)) };
  const { type, data } = await sdk.verifyWebhook(options as Sdk.VerifyWebhookOptions);
  return { known: type !== "unknown", event: withAmount(data, String) };
}

async function sign({ payload_base64, secret, webhook_id, timestamp }: Json) {
  const payload = Buffer.from(String(payload_base64), "base64");
  const options = { payload, secrets: secret, id: webhook_id, timestamp };
  return { headers: await sdk.signWebhook(options as Sdk.SignWebhookOptions) };
}

async function perform(request: Json): Promise<Json> {
  const client = clients.get(String(request.client)) as Client;
  const before = client?.slept.length ?? 0;
  const seen = () => (client ? { slept: client.slept.slice(before), told: [...client.told] } : {});
  const once = async (): Promise<Json> => {
    try {
      return { ok: { ...(await run()), ...seen() } };
    } catch (error) {
      return { error: { ...described(error as Error & Json), ...seen() } };
    }
  };
  const run = async (): Promise<Json> => {
    if (request.do === "client") {
      const name = `c${clients.size + 1}`;
      clients.set(name, makeClient(request.options as Json));
      return { client: name };
    }
    if (request.do === "call") return call(client, request);
    if (request.do === "list_all") return listAll(client, request);
    if (request.do === "wait_until_settled") {
      const options = callOptions(request.options as Json);
      const payment = await client.renewal.payments.waitUntilSettled(String(request.transaction_id), options);
      return { body: withAmount(payment, String) };
    }
    if (request.do === "limit") return { limit: limitOf(client.renewal.limit) };
    if (request.do === "print") return { printed: printed(client.renewal) };
    if (request.do === "verify_webhook") return verify(request);
    if (request.do === "sign_webhook") return sign(request);
    if (request.do === "hello") {
      const isOlder = new sdk.Renewal({ token: "x" }).payments.refund === undefined;
      const lacks = isOlder ? [{ what: "refunds", why: "older than they are" }] : [];
      return { sdk: "typescript", version: "0.1.0", variants: ["promises"], lacks };
    }
    return {};
  };
  if (typeof request.times !== "number") return once();
  return { ok: { results: await Promise.all(Array.from({ length: request.times }, once)) } };
}

function described(error: Error & Json): Json {
  const kind = kinds.find(([Class]) => error instanceof (Class as typeof Error))?.[1] ?? "other";
  const { code, status, message, requestId, attempts, retryAfter, details, limit, reason, body } = error;
  return {
    ...{ kind, class: error.name, code, status, message, reason, attempts },
    ...{ details: withAmount(details, String), request_id: requestId, retry_after: retryAfter },
    ...{ limit: limitOf(limit as Sdk.LimitState), raw: body, printed: printed(error) },
  };
}

function printed(value: object): string {
  const shown = inspect(value, { depth: 12, showHidden: true });
  return [String(value), shown, JSON.stringify(value), (value as Error).stack ?? ""].join("\n");
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line) as Json;
  perform(request).then((answer) => {
    process.stdout.write(`${JSON.stringify({ id: request.id, ...answer })}\n`);
    if (request.do === "bye") process.exit(0);
  });
}
