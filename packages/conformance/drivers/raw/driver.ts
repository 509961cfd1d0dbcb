// Speaks the protocol of PROTOCOL.md with plain HTTP and no SDK: one request for each call, no retries.
// What passes here is the server's doing.
import { createInterface } from "node:readline";
import { type OperationId, operations } from "@renewal/contract/operations";

type Json = Record<string, unknown>;

interface Client {
  baseUrl: string;
  grant: Json | undefined;
  token: string | undefined;
}

const clients = new Map<string, Client>();

const kindOf: Record<number, string> = {
  401: "authentication",
  403: "permission",
  404: "not_found",
  409: "conflict",
  422: "conflict",
  429: "rate_limit",
};

function makeClient({ base_url, client_id, client_secret, user_id, token }: Json): Client {
  const grant = { grant_type: "client_credentials", client_id, client_secret, user_id };
  return {
    baseUrl: String(base_url),
    grant: client_id === undefined ? undefined : grant,
    token: token as string | undefined,
  };
}

async function call(client: Client, id: OperationId, input: Json): Promise<Json> {
  const { method, path, security } = operations[id];
  if (security.length > 0 && client.token === undefined && client.grant !== undefined) {
    const { ok } = (await call(client, "createToken", { body: client.grant })) as { ok?: { body: Json } };
    client.token = ok?.body.access_token as string | undefined;
  }
  const route = path.replace(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent((input.path as Record<string, string>)[name] ?? ""),
  );
  const query = new URLSearchParams((input.query ?? {}) as Record<string, string>);
  const headers: Record<string, string> = {
    ...(security.length > 0 && client.token !== undefined && { Authorization: `Bearer ${client.token}` }),
    ...(input.body !== undefined && { "Content-Type": "application/json" }),
  };
  const body = input.body === undefined ? undefined : plainDigits(input.body as Json);
  const answer = await fetch(`${client.baseUrl}${route}${query.size > 0 ? `?${query}` : ""}`, {
    ...{ method, headers, redirect: "manual" },
    ...(body !== undefined && { body }),
  });
  return understood(answer, await answer.text());
}

/** Amounts are text in the protocol, and digits on the wire. */
function plainDigits(body: Json): string {
  return JSON.stringify(body).replace(/"amount":"([^"]*)"/g, '"amount":$1');
}

function understood({ status, headers }: Response, text: string): Json {
  const body = JSON.parse(text.replace(/amount":([\d.]+)/g, 'amount":"$1"')) as Json;
  const told = ["limit", "remaining", "reset"].map((name) => headers.get(`x-ratelimit-${name}`));
  const [most, remaining, reset = 0] = told.map(Number);
  const limit = told.includes(null) ? null : { limit: most, remaining, reset_at: new Date(reset * 1000) };
  const request_id = headers.get("x-request-id");
  if (status < 300) {
    const replayed = headers.get("idempotent-replayed") === "true";
    return { ok: { body, status, request_id, attempts: 1, limit, replayed } };
  }
  const { code, message, details } = (body.error ?? {}) as Json;
  const retry_after = headers.has("retry-after") ? Number(headers.get("retry-after")) : null;
  const kind = kindFrom(status, code);
  return { error: { kind, code, status, message, details, request_id, attempts: 1, limit, retry_after } };
}

function kindFrom(status: number, code: unknown): string {
  if (code === "INVALID_GRANT") return "authentication";
  if (code === "PAYMENT_FAILED") return "payment_failed";
  return kindOf[status] ?? (status >= 500 || status === 408 ? "server" : "validation");
}

async function listAll(client: Client, given: Json, most: number): Promise<Json> {
  const items: unknown[] = [];
  let query = given;
  for (;;) {
    const answer = await call(client, "listPayments", { query });
    const { body } = (answer.ok ?? {}) as { body?: { data: unknown[]; next_cursor?: string } };
    if (body === undefined) return answer;
    items.push(...body.data);
    if (body.next_cursor === undefined || items.length >= most)
      return { ok: { items: items.slice(0, most) } };
    query = { ...query, cursor: body.next_cursor };
  }
}

async function perform(request: Json): Promise<Json> {
  const client = clients.get(String(request.client)) as Client;
  if (request.do === "client") clients.set(String(request.client), makeClient(request.options as Json));
  if (request.do === "call") return call(client, request.operation as OperationId, request.input as Json);
  if (request.do === "list_all")
    return listAll(client, (request.arguments as [Json])[0], Number(request.most));
  if (request.do !== "hello") return { ok: {} };
  const why = "plain HTTP";
  const lacks = ["retries", "waiting", "webhooks"].map((what) => ({ what, why }));
  return { ok: { sdk: "http", version: "1.1", variants: ["fetch"], lacks } };
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line) as Json;
  perform(request)
    .catch((error: Error) => ({ error: { kind: "connection", message: error.message } }))
    .then((answer) => process.stdout.write(`${JSON.stringify({ id: request.id, ...answer })}\n`));
}
process.exit(0);
