import { type Gateway, GatewayFailure, type Store, StoreUnavailable } from "@renewal/engine";
import type { TownPlan } from "../town.ts";

/** One call of a port that goes wrong. */
export interface Fault {
  /** The how manieth call of any port, from 0. */
  at: number;
  /** Whether the call had its effect; only its answer was lost. */
  takesEffect: boolean;
  /** `failing`: this call throws what the port may throw. `killed`: nothing that comes after it happens any more. */
  process: "failing" | "killed";
}

export interface FaultyPorts extends Required<Pick<TownPlan, "wrapStore" | "wrapGateway">> {
  /** The names of the calls that were made, in their order. */
  calls: string[];
}

/** Ports that number their calls and let one of them go wrong; none without a fault. */
export function faultyPorts(fault?: Fault): FaultyPorts {
  const calls: string[] = [];
  const wrap = <Port extends object>(port: Port, failure: () => Error): Port =>
    new Proxy(port, {
      get(target, name) {
        const method = Reflect.get(target, name);
        if (typeof method !== "function") return method;
        return async (...parameters: unknown[]) => {
          const number = calls.push(String(name)) - 1;
          const isKilled = fault?.process === "killed" && number > fault.at;
          const fails = isKilled || number === fault?.at;
          if (!fails || (fault.takesEffect && !isKilled)) {
            const answer = await method.apply(target, parameters);
            if (!fails) return answer;
          }
          throw fault.process === "killed" ? new Error("The process was killed.") : failure();
        };
      },
    });
  return {
    calls,
    wrapStore: (store: Store) => wrap(store, () => new StoreUnavailable("The connection broke.")),
    wrapGateway: (gateway: Gateway) => wrap(gateway, () => new GatewayFailure("unavailable", "Timeout")),
  };
}

/** Every way in which so many calls can go wrong. */
export function faultsOf(calls: number): Fault[] {
  return Array.from({ length: calls }, (_, at) =>
    ([true, false] as const).flatMap((takesEffect) =>
      (["failing", "killed"] as const).map((process) => ({ at, takesEffect, process })),
    ),
  ).flat();
}
