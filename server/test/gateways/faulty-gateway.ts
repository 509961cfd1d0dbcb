import { type Gateway, GatewayFailure } from "@renewal/engine";

/** What the gateway does from now on. */
export type Mood = "well" | "hangs" | "down" | "resets" | "refuses";

export interface FaultyGateway {
  mood: Mood;
  /** The orders that it was asked about, in the order of the calls that reached it. */
  asked: { call: keyof Gateway; transactionId: string }[];
  /** For `wrapGateway`. */
  wrap(gateway: Gateway): Gateway;
}

/** Stands before the gateway of a server, and spoils its calls. */
export function faultyGateway(): FaultyGateway {
  const faulty: FaultyGateway = {
    mood: "well",
    asked: [],
    wrap: (gateway) => ({
      create: (order) => spoiled("create", order.transactionId, () => gateway.create(order)),
      query: (transactionId) => spoiled("query", transactionId, () => gateway.query(transactionId)),
      close: (transactionId) => spoiled("close", transactionId, () => gateway.close(transactionId)),
      refund: (refund) => spoiled("refund", refund.transactionId, () => gateway.refund(refund)),
    }),
  };

  function spoiled<T>(call: keyof Gateway, transactionId: string, run: () => Promise<T>): Promise<T> {
    faulty.asked.push({ call, transactionId });
    switch (faulty.mood) {
      case "well":
        return run();
      case "hangs":
        return new Promise(() => {});
      case "down":
        return Promise.reject(new GatewayFailure("unavailable", "It answered 500."));
      case "resets":
        return Promise.reject(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }));
      case "refuses":
        return Promise.reject(new GatewayFailure("refused", "It said no."));
    }
  }

  return faulty;
}
