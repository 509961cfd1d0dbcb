import { type Gateway, GatewayFailure, type GatewayOrder, type GatewayState } from "@renewal/engine";

/** What a person did at the gateway, and what the gateway was asked. */
export interface PlainGateway extends Gateway {
  orders: Map<string, GatewayOrder & { state: GatewayState }>;
  /** How often each method was called. */
  calls: { create: number; query: number; close: number; refund: number };
  /** What was sent back, in minor units, by `<transactionId> <refundId>`. */
  refunds: Map<string, number>;
  /** Thrown by the next call of that method, once, before anything is done. */
  failNext: Partial<Record<keyof Gateway, GatewayFailure>>;
  pay(transactionId: string): void;
  decline(transactionId: string): void;
  /** What the gateway would notify now, as the body of /payment/notify. */
  notification(transactionId: string, changes?: object): object;
}

/** A gateway that does what the port says, and no more. */
export function plainGateway(clock: { now(): number }): PlainGateway {
  const orders: PlainGateway["orders"] = new Map();
  const calls = { create: 0, query: 0, close: 0, refund: 0 };
  const refunds: PlainGateway["refunds"] = new Map();
  const failNext: PlainGateway["failNext"] = {};
  const settle = (transactionId: string, status: "paid" | "failed" | "closed") => {
    const order = orders.get(transactionId);
    if (order === undefined) throw new Error(`The gateway has no order ${transactionId}.`);
    if (isOpen(order.state)) order.state = { ...amountOf(order), status, at: clock.now() };
    return order.state;
  };
  const called = (method: keyof Gateway) => {
    calls[method] += 1;
    const failure = failNext[method];
    delete failNext[method];
    if (failure !== undefined) throw failure;
  };
  return {
    ...{ orders, calls, failNext, refunds },
    async create(order) {
      called("create");
      if (!orders.has(order.transactionId))
        orders.set(order.transactionId, { ...order, state: { status: "pending" } });
      return { paymentUrl: `https://pay.example.com/${order.transactionId}` };
    },
    async query(transactionId) {
      called("query");
      return orders.get(transactionId)?.state ?? { status: "unknown" };
    },
    async close(transactionId) {
      called("close");
      return orders.has(transactionId) ? settle(transactionId, "closed") : { status: "unknown" };
    },
    async refund({ transactionId, refundId, minorUnits, currency }) {
      called("refund");
      const order = orders.get(transactionId);
      const key = `${transactionId} ${refundId}`;
      const back = [...refunds].reduce(
        (sum, [known, part]) => sum + (known.startsWith(`${transactionId} `) && known !== key ? part : 0),
        minorUnits,
      );
      if (order?.currency !== currency || order.state.status === "pending" || back > order.minorUnits)
        throw new GatewayFailure("refused", "There is no such money.");
      refunds.set(key, minorUnits);
      return { at: clock.now() };
    },
    pay: (transactionId) => void settle(transactionId, "paid"),
    decline: (transactionId) => void settle(transactionId, "failed"),
    notification(transactionId, changes = {}) {
      const { state, currency, minorUnits } = orders.get(transactionId) as GatewayOrder & {
        state: GatewayState;
      };
      const timestamp = new Date(state.at ?? clock.now()).toISOString();
      return {
        transaction_id: transactionId,
        status: state.status,
        amount: minorUnits / 100,
        currency,
        timestamp,
        ...changes,
      };
    },
  };
}

function isOpen({ status }: GatewayState): boolean {
  return status === "pending" || status === "failed";
}

function amountOf({ minorUnits, currency }: GatewayOrder) {
  return { minorUnits, currency };
}
