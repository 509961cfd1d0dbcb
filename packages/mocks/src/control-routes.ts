import type { OperationId } from "@renewal/contract";
import { operations } from "@renewal/contract/operations";
import type { MockAnswer } from "./answer.ts";
import type { Span } from "./clock.ts";
import type { Mock } from "./mock.ts";
import type { PresetMembership, PresetOrder } from "./state.ts";

/** Below it stand the controls; no operation of the API begins so. */
export const controlPrefix = "/_mock";

/** A control's body, read from JSON: nothing of it has a type until it is looked at. */
type Body = Record<string, unknown>;

interface Control {
  method: "GET" | "POST";
  does: string;
  run(mock: Mock, body: Body): unknown;
}

const controls: Record<string, Control> = {
  "/fail-next": {
    method: "POST",
    does: "The next call of operation fails with code: {operation, code, times?, retry_after?}",
    run: (mock, { operation, code, times, retry_after }) =>
      mock.failNext(operation as OperationId, code as never, {
        ...(times === undefined ? {} : { times: whole(times, "times") }),
        ...(retry_after === undefined ? {} : { retryAfter: whole(retry_after, "retry_after") }),
      }),
  },
  "/lose-answer": {
    method: "POST",
    does: "The next call of operation is done and its answer lost: {operation, times?}",
    run: (mock, { operation, times = 1 }) => mock.loseAnswer(operation as OperationId, whole(times, "times")),
  },
  "/delay": {
    method: "POST",
    does: "Answers come later: {milliseconds, operation?}",
    run: (mock, { milliseconds, operation }) =>
      mock.delay(whole(milliseconds, "milliseconds"), known(operation)),
  },
  "/offline": {
    method: "POST",
    does: "Every connection to the API breaks, until it is sent with false: {offline?}",
    run: (mock, { offline = true }) => mock.offline(offline === true),
  },
  "/advance": {
    method: "POST",
    does: "Moves the clock: {months?, days?, hours?, minutes?, seconds?, milliseconds?}",
    run: (mock, span) => mock.advance(spanOf(span)),
  },
  "/pay": {
    method: "POST",
    does: "Pays an order: {transaction_id}",
    run: (mock, { transaction_id }) => mock.pay(text(transaction_id, "transaction_id")),
  },
  "/decline": {
    method: "POST",
    does: "Declines an order: {transaction_id}",
    run: (mock, { transaction_id }) => mock.decline(text(transaction_id, "transaction_id")),
  },
  "/orders": {
    method: "POST",
    does: "Puts an order there: {order_id, user_id, package_id?, status?, created_at?, paid_at?, …}",
    run: (mock, preset) => {
      text(preset.order_id, "order_id");
      text(preset.user_id, "user_id");
      return mock.state.addOrder(preset as unknown as PresetOrder);
    },
  },
  "/memberships": {
    method: "POST",
    does: "Puts a membership there: {user_id, expires_at, package_id?}",
    run: (mock, preset) => {
      text(preset.user_id, "user_id");
      text(preset.expires_at, "expires_at");
      return mock.state.addMembership(preset as unknown as PresetMembership);
    },
  },
  "/deliveries": {
    method: "GET",
    does: "The notifications that went out to merchants",
    run: async (mock) => {
      await mock.settle();
      return { data: mock.deliveries };
    },
  },
  "/state": {
    method: "GET",
    does: "The time, the orders, the payments that count, what the gateway holds, the packages, and requests that led nowhere",
    run: async (mock) => {
      await mock.settle();
      const { orders, ledger, payments, packages } = mock.state;
      const now = new Date(mock.now()).toISOString();
      return { now, orders, ledger, payments, packages, unhandled: mock.unhandled };
    },
  },
  "/reset": { method: "POST", does: "Begins anew", run: (mock) => mock.reset() },
};

export function isControl({ pathname }: URL): boolean {
  return pathname === controlPrefix || pathname.startsWith(`${controlPrefix}/`);
}

export async function controlAnswer(
  mock: Mock,
  method: string,
  url: URL,
  bytes: Uint8Array,
): Promise<MockAnswer> {
  const path = url.pathname.slice(controlPrefix.length);
  if (path === "" || path === "/") return json(200, index());
  const control = Object.hasOwn(controls, path) ? controls[path] : undefined;
  if (control === undefined)
    return refusal(404, "NOT_FOUND", `There is no control ${path}. GET ${controlPrefix} lists them.`);
  if (control.method !== method)
    return refusal(405, "METHOD_NOT_ALLOWED", `${url.pathname} takes ${control.method} alone.`);
  try {
    return json(200, (await control.run(mock, readBody(bytes))) ?? { done: true });
  } catch (error) {
    return refusal(400, "VALIDATION_ERROR", error instanceof Error ? error.message : String(error));
  }
}

function index(): object {
  const entries = Object.entries(controls);
  return {
    controls: entries.map(([path, { method, does }]) => ({ method, path: controlPrefix + path, does })),
  };
}

function json(status: number, value: unknown): MockAnswer {
  const headers = { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store" };
  return { status, headers, body: JSON.stringify(value) };
}

function refusal(status: number, code: string, message: string): MockAnswer {
  return json(status, { error: { code, message } });
}

function readBody(bytes: Uint8Array): Body {
  const given = new TextDecoder().decode(bytes);
  if (given === "") return {};
  const value: unknown = JSON.parse(given);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new TypeError("The body must be a JSON object.");
  return value as Body;
}

const units = ["months", "days", "hours", "minutes", "seconds", "milliseconds"];

function spanOf(body: Body): Span {
  for (const [unit, value] of Object.entries(body)) {
    if (!units.includes(unit)) throw new TypeError(`${unit} is no unit. There are: ${units.join(", ")}.`);
    whole(value, unit);
  }
  return body as Span;
}

function known(operation: unknown): OperationId | undefined {
  if (operation === undefined || Object.hasOwn(operations, String(operation)))
    return operation as OperationId | undefined;
  throw new TypeError(`${operation} is no operation. There are: ${Object.keys(operations).join(", ")}.`);
}

function whole(value: unknown, field: string): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new TypeError(`${field} must be a whole number from 0.`);
}

function text(value: unknown, field: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new TypeError(`${field} is required and must be a text.`);
}
