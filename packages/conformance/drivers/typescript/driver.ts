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

/** Amounts come as text, and are numbers in this SDK. */
function withNumber(argument: unknown): unknown {
  const { amount, ...rest } = Object(argument) as Json;
  return amount === undefined ? argument : { ...rest, amount: Number(amount) };
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

type Method = (...given: unknown[]) => Promise<unknown> & { withResponse?(): Promise<Json> };

async function call({ renewal }: Client, { method, arguments: given, options }: Json) {
  const [resource = "", name = ""] = String(method).split(".");
  const on = renewal[resource as "payments"] as unknown as Record<string, Method>;
  const arguments_ = [...(given as unknown[]).map(withNumber), callOptions(options as Json)];
  const { data, requestId, limit, ...rest } = (await on[name]?.(...arguments_).withResponse?.()) ?? {};
  return { ...rest, body: data, request_id: requestId, limit: limitOf(limit) };
}

function limitOf(limit: unknown) {
  const { resetAt, ...rest } = Object(limit) as Sdk.LimitState;
  return limit && { ...rest, reset_at: resetAt };
}

async function listAll({ renewal }: Client, { arguments: given, most }: Json) {
  const items: unknown[] = [];
  for await (const item of renewal.payments.list(...(given as [])))
    if (items.push(item) >= Number(most)) break;
  return { items };
}

async function verify({ payload_base64, payload_parsed, headers, secrets, tolerance_s, now }: Json) {
  const payload = payload_parsed ?? Buffer.from(String(payload_base64), "base64");
  const options = { payload, headers, secrets, tolerance: tolerance_s, now: () => Date.parse(String(now)) };
  const { type, data } = await sdk.verifyWebhook(options as Sdk.VerifyWebhookOptions);
  return { known: type !== "unknown", event: data };
}

async function sign({ payload_base64, secrets, webhook_id, timestamp }: Json) {
  const payload = Buffer.from(String(payload_base64), "base64");
  const options = { payload, secrets, id: webhook_id, timestamp };
  return { headers: await sdk.signWebhook(options as Sdk.SignWebhookOptions) };
}

async function perform(request: Json): Promise<Json> {
  const client = clients.get(String(request.client)) as Client;
  switch (request.do) {
    case "client":
      clients.set(String(request.client), makeClient(request.options as Json));
      return {};
    case "call":
      return call(client, request);
    case "wait_until_settled": {
      const options = callOptions(request.options as Json);
      return {
        body: await client.renewal.payments.waitUntilSettled(String(request.transaction_id), options),
      };
    }
    case "list_all":
      return listAll(client, request);
    case "state": {
      const { renewal, slept, told } = client;
      return { slept, told, limit: limitOf(renewal.limit), printed: printed(renewal) };
    }
    case "verify_webhook":
      return verify(request);
    case "sign_webhook":
      return sign(request);
  }
  const isOlder = new sdk.Renewal({ token: "x" }).payments.refund === undefined;
  const lacks = isOlder ? [{ what: "refunds", why: "older than they are" }] : [];
  return { sdk: "typescript", version: "0.1.0", variants: ["promises"], lacks };
}

function described(error: Error & Json): Json {
  const kind = kinds.find(([Class]) => error instanceof (Class as typeof Error))?.[1] ?? "other";
  const { code, status, message, requestId, attempts, retryAfter, details, limit, reason, body } = error;
  return {
    ...{ kind, class: error.name, code, status, message, reason, attempts },
    ...{ details, request_id: requestId, retry_after: retryAfter, limit: limitOf(limit) },
    ...{ raw: body, printed: printed(error) },
  };
}

function printed(value: object): string {
  const shown = inspect(value, { depth: 12, showHidden: true });
  return [String(value), shown, JSON.stringify(value), (value as Error).stack ?? ""].join("\n");
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line) as Json;
  perform(request)
    .then(
      (ok): Json => ({ ok }),
      (error) => ({ error: described(error) }),
    )
    .then((answer) => process.stdout.write(`${JSON.stringify({ id: request.id, ...answer })}\n`));
}
process.exit(0);
