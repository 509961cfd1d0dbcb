import type { Logger } from "pino";
import { Counter, Gauge, type Registry } from "prom-client";
import type { GatewayName } from "../configuration/gateways.ts";
import { type Count, type Durations, DurationTally, Tally } from "../metrics/tally.ts";
import type { BreakerObserver, CallOutcome, GatewayCall, GatewayState } from "./breaker.ts";

// All are told from the start, so that the first of a kind is seen to be more than none.
const states: readonly GatewayState[] = ["closed", "open", "half_open"];
const kinds: readonly GatewayCall[] = ["create", "query", "close", "refund"];
const outcomes: readonly CallOutcome[] = ["done", "refused", "unavailable", "skipped"];

/** Tells the metrics and the log how each gateway does. */
export function observeGateways(log: Logger, registry: Registry): (gateway: GatewayName) => BreakerObserver {
  const countsOf = callCounts(registry);
  const circuit = new Gauge({
    name: "gateway_circuit",
    help: "Processes by the state of their circuit to the gateway; open: it is taken for dead.",
    labelNames: ["gateway", "state"],
    registers: [registry],
  });
  const changes = new Counter({
    name: "gateway_circuit_changes_total",
    help: "How often the circuit to the gateway came into a state.",
    labelNames: ["gateway", "to"],
    registers: [registry],
  });
  return (gateway) => {
    const show = (current: GatewayState) => {
      for (const state of states) circuit.set({ gateway, state }, state === current ? 1 : 0);
    };
    show("closed");
    for (const to of states) changes.inc({ gateway, to }, 0);
    const counts = countsOf(gateway);
    const tell = lineWriter(log.child({ gateway }));
    return {
      called(call, outcome, seconds) {
        counts[call].outcomes[outcome].add();
        if (seconds !== undefined) counts[call].durations.observe(seconds);
      },
      changed(state, cause) {
        show(state);
        changes.inc({ gateway, to: state });
        tell(state, cause);
      },
    };
  };
}

interface CallCounts {
  outcomes: Record<CallOutcome, Count>;
  durations: Durations;
}

function callCounts(registry: Registry): (gateway: GatewayName) => Record<GatewayCall, CallCounts> {
  const calls = new Tally({
    name: "gateway_calls_total",
    help: "Calls to the gateway: done, refused, unavailable (no answer), skipped (not asked, being taken for dead).",
    registry,
  });
  const durations = new DurationTally({
    name: "gateway_call_duration_seconds",
    help: "How long the gateway took to answer, or until it was given up on.",
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3.5],
    registry,
  });
  return (gateway) =>
    each(kinds, (call) => ({
      outcomes: each(outcomes, (outcome) => calls.of({ gateway, call, outcome })),
      durations: durations.of({ gateway, call }),
    }));
}

function each<Name extends string, Made>(
  names: readonly Name[],
  make: (name: Name) => Made,
): Record<Name, Made> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, Made>;
}

/** One line when the gateway is lost and one when it is back; tries in between are for those who debug. */
function lineWriter(log: Logger): (state: GatewayState, cause: unknown) => void {
  let lost = false;
  return (state, cause) => {
    if (state === "open" && !lost) {
      const line = "the gateway does not answer: it is asked every 10 s, and orders fail at once meanwhile";
      log.warn({ cause: String(cause ?? "") }, line);
    } else if (state === "closed") log.info("the gateway answers again");
    else log.debug({ state }, "the circuit to the gateway changed");
    lost = state !== "closed";
  };
}
