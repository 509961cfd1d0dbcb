import { createHash, createHmac } from "node:crypto";
import type { OperationId } from "@renewal/contract";
import { operations, validateResponse } from "@renewal/contract";
import {
  answerTo,
  type Caller,
  createEngine,
  type Engine,
  type Gateway,
  type Ids,
  type MemoryStore,
  memoryStore,
  type Package,
  type RawRequest,
  type Settings,
  type Signer,
  type Store,
} from "@renewal/engine";
import { expect } from "vitest";
import { type PlainGateway, plainGateway } from "./plain-gateway.ts";

/** When every town begins. */
export const morning = Date.parse("2026-01-15T08:30:00.000Z");
export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

export const gatewaySecret = "the gateway's secret";

export const ann: Caller = { role: "member", clientId: "shop", userId: "ann" };
export const bob: Caller = { role: "member", clientId: "shop", userId: "bob" };
export const shop: Caller = { role: "merchant", clientId: "shop" };
export const rival: Caller = { role: "merchant", clientId: "rival" };

/** The documented example of a yearly order. */
export const yearly = { order_id: "ORD123456", amount: 99.99, currency: "CNY", subject: "Annual Membership" };

export interface Asking {
  caller?: Caller | undefined;
  /** A value is sent as JSON; text and bytes as they are. */
  body?: unknown;
  path?: Record<string, string>;
  query?: Record<string, string> | string;
  headers?: Record<string, string>;
}

export interface Answered {
  status: number;
  headers: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what the document says is there
  body: any;
  /** The body as it would be sent. */
  text: string;
}

/** The engine with everything around it: a clock that is set by hand, a gateway that keeps books, stores to look into. */
export interface Town {
  engine: Engine;
  store: MemoryStore;
  gateway: PlainGateway;
  clock: { now(): number; time: number };
  /** Performs an operation and holds the answer against the document. */
  ask(id: OperationId, asking?: Asking): Promise<Answered>;
  /** Has the gateway's signed notification received. */
  notify(notification: object, secret?: string): Promise<Answered>;
  create(changes?: object, caller?: Caller): Promise<Answered>;
  payment(transactionId: string, caller?: Caller): Promise<Answered["body"]>;
  membership(caller?: Caller): Promise<Answered["body"]>;
}

export interface TownPlan {
  settings?: Partial<Settings>;
  packages?: readonly Package[];
  /** The books of a town that was there before; a fresh start of the process. */
  after?: Pick<Town, "store" | "gateway" | "clock">;
  wrapStore?: (store: Store) => Store;
  wrapGateway?: (gateway: Gateway) => Gateway;
}

export function openTown(plan: TownPlan = {}): Town {
  const clock: Town["clock"] = plan.after?.clock ?? { time: morning, now: () => clock.time };
  const store =
    plan.after?.store ??
    memoryStore({
      clients: [client("shop"), client("rival")],
      ...(plan.packages && { packages: plan.packages }),
    });
  const gateway = plan.after?.gateway ?? plainGateway(clock);
  const engine = createEngine({
    store: plan.wrapStore?.(store) ?? store,
    gateway: plan.wrapGateway?.(gateway) ?? gateway,
    clock,
    ids: countedIds(),
    signer: quickSigner,
    settings: { gatewaySecrets: () => [gatewaySecret], ...plan.settings },
  });
  const ask: Town["ask"] = (id, asking) => answer(engine, id, asking ?? {});
  return {
    ...{ engine, store, gateway, clock, ask },
    notify: (notification, secret = gatewaySecret) => {
      const body = bytesOf(notification);
      return ask("receiveNotification", { body, headers: { "x-signature": signature(body, secret) } });
    },
    create: (changes = {}, caller = ann) => ask("createPayment", { caller, body: { ...yearly, ...changes } }),
    payment: async (transactionId, caller = shop) =>
      (await ask("getPayment", { caller, path: { transaction_id: transactionId } })).body,
    membership: async (caller = ann) => (await ask("getMembership", { caller })).body,
  };
}

async function answer(engine: Engine, id: OperationId, asking: Asking): Promise<Answered> {
  const { status, headers, body } = await engine
    .perform(id, requestOf(id, asking), asking.caller)
    .catch(answerTo);
  expect(validateResponse(id, status, body), `${id} answered ${status} ${JSON.stringify(body)}`).toEqual([]);
  const text = JSON.stringify(body);
  return { status, headers: headers ?? {}, body: JSON.parse(text), text };
}

function requestOf(id: OperationId, asking: Asking): RawRequest {
  const sendsBody = operations[id].requestMediaTypes.length > 0;
  const headers: Record<string, string> = {
    ...(sendsBody ? { "content-type": "application/json" } : {}),
    ...asking.headers,
  };
  return {
    path: asking.path ?? {},
    query: new URLSearchParams(asking.query ?? {}),
    header: (name) => headers[name.toLowerCase()],
    body: asking.body === undefined ? new Uint8Array() : bytesOf(asking.body),
  };
}

/** In short: `200`, or `409 ORDER_CLOSED`. */
export function outcome({ status, body }: Answered): string {
  return body.error === undefined ? String(status) : `${status} ${body.error.code}`;
}

export function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
}

export function signature(body: Uint8Array, secret = gatewaySecret): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}

export const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

export const clientSecret = "a client's secret";

function client(clientId: string) {
  return {
    clientId,
    name: clientId,
    secretHashes: [sha256(clientSecret)],
    webhookSecrets: ["a merchant's webhook secret"],
  };
}

const quickSigner: Signer = {
  accessToken: async (claims) => JSON.stringify(claims),
  hash: async (text) => sha256(text),
  hmac: async (key, bytes) => createHmac("sha256", key).update(bytes).digest(),
};

let given = 0;

/** Ids that differ in all towns of a run, so that a restarted one gives none a second time. */
function countedIds(): Ids {
  const next = () => String(++given).padStart(12, "0");
  return {
    transactionId: () => `TXN${next()}`,
    eventId: () => `evt_${next()}`,
    refreshToken: () => `rt_${next()}`,
    tokenFamily: () => `fam_${next()}`,
  };
}
