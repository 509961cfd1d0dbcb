import type { Gateway, GatewayOrder } from "@renewal/engine";
import type { GatewayName, Gateways } from "../configuration/gateways.ts";
import type { GatewayOrders } from "../storage/gateway-orders.ts";
import type { GuardedGateway } from "./breaker.ts";

/** One gateway of this server, guarded. */
export interface NamedGateway extends GuardedGateway {
  name: GatewayName;
}

/**
 * Several gateways as one. Who has an order is written down before that gateway hears of it, so that the order stays
 * there whatever the configuration says later; an order that nothing is written of belongs to the first one.
 */
export function severalGateways(
  gateways: readonly NamedGateway[],
  gatewayFor: Gateways["gatewayFor"],
  orders: GatewayOrders,
): GuardedGateway {
  const [first] = gateways as [NamedGateway];
  const named = (name: string | undefined) => gateways.find((gateway) => gateway.name === name);
  const having = async (transactionId: string): Promise<Gateway> =>
    (named((await orders.find(transactionId))?.gateway) ?? first).gateway;
  return {
    gateway: {
      async create(order) {
        const wanted = gatewayOf(order, gatewayFor) ?? first.name;
        const kept = await orders.keep(order.transactionId, wanted);
        return (named(kept.gateway) ?? first).gateway.create(order);
      },
      query: async (transactionId) => (await having(transactionId)).query(transactionId),
      close: async (transactionId) => (await having(transactionId)).close(transactionId),
      refund: async (refund) => (await having(refund.transactionId)).refund(refund),
    },
    // One that is dead must not keep the orders of the others from being looked at.
    room: (most) => Math.max(...gateways.map(({ room }) => room(most))),
  };
}

/** A package says more than a currency. */
function gatewayOf(
  { packageId, currency }: GatewayOrder,
  rules: Gateways["gatewayFor"],
): GatewayName | undefined {
  return (packageId === undefined ? undefined : rules.get(packageId)) ?? rules.get(currency);
}
