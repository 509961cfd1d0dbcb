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
  const told = ["limit", "remaining", "reset"].map((name) => [name, headers.get(`x-ratelimit-${name}`)]);
  const limit = told.some(([, count]) => count === null)
    ? null
    : Object.fromEntries(told.map(([name, count]) => [name, Number(count)]));
  const request_id = headers.get("x-request-id");
  if (status < 300) {
    const replayed = headers.get("idempotent-replayed") === "true";
    return { ok: { body, status, request_id, attempts: 1, limit, replayed, slept: [] } };
  }
  const { code, message, details } = (body.error ?? {}) as Json;
  const retry_after = headers.has("retry-after") ? Number(headers.get("retry-after")) : null;
  const kind = kindFrom(status, code);
  return {
    error: { kind, code, status, message, details, request_id, attempts: 1, limit, retry_after, slept: [] },
  };
}

function kindFrom(status: number, code: unknown): string {
  if (code === "INVALID_GRANT") return "authentication";
  if (code === "PAYMENT_FAILED") return "payment_failed";
  return kindOf[status] ?? (status >= 500 || status === 408 ? "server" : "validation");
}

async function listAll(client: Client, { input = {}, most = 1000 }: Json): Promise<Json> {
  const items: unknown[] = [];
  let query = ((input as Json).query ?? {}) as Json;
  for (;;) {
    const answer = await call(client, "listPayments", { query });
    const { body } = (answer.ok ?? {}) as { body?: { data: unknown[]; next_cursor?: string } };
    if (body === undefined) return answer;
    items.push(...body.data);
    if (body.next_cursor === undefined || items.length >= Number(most))
      return { ok: { items: items.slice(0, Number(most)) } };
    query = { ...query, cursor: body.next_cursor };
  }
}

async function perform(request: Json): Promise<Json> {
  const client = clients.get(String(request.client)) as Client;
  if (request.do === "client") {
    const name = `c${clients.size + 1}`;
    clients.set(name, makeClient(request.options as Json));
    return { ok: { client: name } };
  }
  if (request.do === "call") {
    const once = () => call(client, request.operation as OperationId, (request.input ?? {}) as Json);
    if (typeof request.times !== "number") return once();
    return { ok: { results: await Promise.all(Array.from({ length: request.times }, once)) } };
  }
  if (request.do === "list_all") return listAll(client, request);
  if (request.do === "hello") {
    const why = "plain HTTP";
    const lacks = ["retries", "waiting", "webhooks"].map((what) => ({ what, why }));
    return { ok: { sdk: "http", version: "1.1", variants: ["fetch"], lacks } };
  }
  return { ok: {} };
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line) as Json;
  perform(request)
    .catch((error: Error) => ({ error: { kind: "connection", message: error.message } }))
    .then((answer) => {
      process.stdout.write(`${JSON.stringify({ id: request.id, ...answer })}\n`);
      if (request.do === "bye") process.exit(0);
    });
}
