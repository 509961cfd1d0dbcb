import { type Gateway, GatewayFailure, type GatewayState, parseMinorUnits, toAmount } from "@renewal/engine";
import type { ListedPayment } from "../open.ts";
import { ask, type Caller } from "./calls.ts";

const statuses = ["unknown", "pending", "failed", "closed", "paid", "refunded"] as const;

export interface HmacGatewayOptions extends Caller {
  /** Where the gateway reports to. */
  notifyUrl: () => string;
}

/** Orders at a gateway that speaks the documented protocol. */
export function hmacGateway({ notifyUrl, ...caller }: HmacGatewayOptions): Gateway {
  return {
    async create({ transactionId, orderId, minorUnits, currency, subject, returnUrl, expiresAt }) {
      const { payment_url: paymentUrl } = await ask(caller, "create", {
        ...{ transaction_id: transactionId, order_id: orderId, subject },
        ...{ amount: toAmount(minorUnits, currency), currency },
        ...(returnUrl === undefined ? {} : { return_url: returnUrl }),
        ...{ notify_url: notifyUrl(), expires_at: new Date(expiresAt).toISOString() },
      });
      if (typeof paymentUrl === "string" && isAddress(paymentUrl)) return { paymentUrl };
      throw new GatewayFailure("unavailable", "The gateway answered without a payment_url.");
    },
    query: async (transactionId) => stateOf(await ask(caller, "query", { transaction_id: transactionId })),
    close: async (transactionId) => stateOf(await ask(caller, "close", { transaction_id: transactionId })),
    async refund({ transactionId, refundId, minorUnits, currency }) {
      const { timestamp } = await ask(caller, "refund", {
        ...{ transaction_id: transactionId, refund_id: refundId },
        ...{ amount: toAmount(minorUnits, currency), currency },
      });
      const at = momentOf(timestamp);
      return at === undefined ? {} : { at };
    },
  };
}

/**
 * The orders that the gateway has.
 *
 * @param since milliseconds since 1970; from when on they were paid or made
 * @throws GatewayFailure
 */
export async function* listOrders(caller: Caller, since: number): AsyncGenerator<ListedPayment> {
  let cursor: unknown;
  do {
    const page = await ask(caller, "list", {
      since: new Date(since).toISOString(),
      ...(cursor === undefined ? {} : { cursor }),
    });
    if (!Array.isArray(page.orders))
      throw new GatewayFailure("unavailable", "The gateway answered without orders.");
    for (const order of page.orders as Record<string, unknown>[])
      yield { transactionId: String(order.transaction_id), ...stateOf(order) };
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}

function stateOf({
  status,
  amount,
  currency,
  refunded_amount,
  timestamp,
}: Record<string, unknown>): GatewayState {
  const known = statuses.find((name) => name === status);
  if (known === undefined)
    throw new GatewayFailure("unavailable", "The gateway told a status that is not documented.");
  const at = momentOf(timestamp);
  return {
    status: known,
    ...(at === undefined ? {} : { at }),
    ...(known === "unknown" ? {} : sumOf(amount, currency, refunded_amount)),
  };
}

function sumOf(amount: unknown, currency: unknown, refunded: unknown) {
  try {
    const code = String(currency);
    return {
      ...{ minorUnits: parseMinorUnits(String(amount), code), currency: code },
      // Nothing that went back is no amount of the API, which begin above zero.
      ...(refunded === undefined || Number(refunded) === 0
        ? {}
        : { refundedMinorUnits: parseMinorUnits(String(refunded), code) }),
    };
  } catch (cause) {
    throw new GatewayFailure("unavailable", "The gateway told no amount and currency.", { cause });
  }
}

function momentOf(timestamp: unknown): number | undefined {
  const moment = typeof timestamp === "string" ? Date.parse(timestamp) : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
}

function isAddress(text: string): boolean {
  return text.length <= 2048 && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
