import { type Gateway, GatewayFailure, StoreUnavailable } from "@renewal/engine";
import {
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleAll,
  TaskCancelledError,
} from "cockatiel";
import { patience } from "./patience.ts";

/** A call ends within this, whatever the gateway does; 3 s are an adapter's own to use. In milliseconds. */
const longest = 3_200;

/** After so many calls in a row without an answer the gateway is taken for dead. */
const failures = 5;

/** For how long nobody asks a dead gateway; then one call tries it, and the others are still answered at once. */
const pause = 10_000;

export type GatewayState = "closed" | "open" | "half_open";

export type GatewayCall = keyof Gateway;

/** `done`; `refused`: it said no; `unavailable`: no answer; `skipped`: it was not asked, since it is taken for dead. */
export type CallOutcome = "done" | "refused" | "unavailable" | "skipped";

export interface BreakerObserver {
  /** @param seconds how long the gateway took; undefined when it was not asked */
  called(call: GatewayCall, outcome: CallOutcome, seconds: number | undefined): void;
  /** @param cause why the gateway is taken for dead */
  changed(state: GatewayState, cause?: unknown): void;
}

export interface GuardedGateway {
  gateway: Gateway;
  /** How many orders a worker may bring to it now: 0 while it is dead, 1 to try it. */
  room(most: number): number;
}

/**
 * Keeps a gateway that does not answer from holding up requests: every call ends in time, and after a few without an
 * answer the next ones fail at once, for a while. A refusal is an answer.
 */
export function withBreaker(gateway: Gateway, observer: BreakerObserver): GuardedGateway {
  const breaker = circuitBreaker(handleAll, {
    breaker: new ConsecutiveBreaker(failures),
    halfOpenAfter: pause,
  });
  const inTime = patience(longest);
  const rest = tellChanges(breaker, observer);
  const isTrying = () => breaker.state === CircuitState.HalfOpen;
  const isResting = () => breaker.state === CircuitState.Open && rest() > 0;
  let failed = 0;

  /** @param failure undefined for an answer */
  async function tellBreaker(failure: unknown): Promise<void> {
    if (breaker.state !== CircuitState.Closed) return;
    failed = failure === undefined ? 0 : failed + 1;
    const ending = () => (failure === undefined ? undefined : Promise.reject(failure));
    await breaker.execute(ending).catch(() => undefined);
  }

  async function guarded<T>(call: GatewayCall, run: () => Promise<T>): Promise<T> {
    if (isTrying() || isResting()) {
      observer.called(call, "skipped", undefined);
      throw dead(isTrying() ? longest : rest());
    }
    const start = performance.now();
    const tell = (outcome: CallOutcome) => observer.called(call, outcome, (performance.now() - start) / 1000);
    try {
      const isClosed = breaker.state === CircuitState.Closed;
      const answer = await (isClosed ? inTime(run()) : tried(breaker, () => inTime(run())));
      // While the circuit is closed and no failure is counted, an answer is no news to it. To go through it all the same
      // cost a create more than its limits do.
      if (failed > 0) await tellBreaker(undefined);
      tell("done");
      return answer;
    } catch (error) {
      await tellBreaker(saysNothingOfTheGateway(error) ? undefined : error);
      tell(isRefusal(error) ? "refused" : "unavailable");
      if (saysNothingOfTheGateway(error)) throw error;
      throw failureOf(error);
    }
  }

  return {
    gateway: {
      create: (order) => guarded("create", () => gateway.create(order)),
      query: (transactionId) => guarded("query", () => gateway.query(transactionId)),
      close: (transactionId) => guarded("close", () => gateway.close(transactionId)),
      refund: (refund) => guarded("refund", () => gateway.refund(refund)),
    },
    room(most) {
      if (breaker.state === CircuitState.Closed) return most;
      return isTrying() || isResting() ? 0 : 1;
    },
  };
}

/** Tells the observer of each change; answers for how many milliseconds an open circuit rests. */
function tellChanges(breaker: CircuitBreakerPolicy, observer: BreakerObserver): () => number {
  let openedAt = 0;
  breaker.onBreak((reason) => {
    openedAt = Date.now();
    observer.changed("open", "error" in reason ? reason.error : undefined);
  });
  breaker.onHalfOpen(() => observer.changed("half_open"));
  breaker.onReset(() => observer.changed("closed"));
  return () => Math.max(0, openedAt + pause - Date.now());
}

/** The one call that tries whether a dead gateway is back. */
async function tried<T>(breaker: CircuitBreakerPolicy, run: () => Promise<T>): Promise<T> {
  const answer = await breaker.execute(() => answered(run));
  if (answer instanceof Error) throw answer;
  return answer;
}

async function answered<T>(run: () => Promise<T>): Promise<T | GatewayFailure | StoreUnavailable> {
  return run().catch((error: unknown) => {
    if (saysNothingOfTheGateway(error)) return error;
    throw error;
  });
}

/** A gateway that says no is alive, and the sandbox keeps its payments in our store: were that counted, orders would fail for 10 s after the store is back. */
function saysNothingOfTheGateway(error: unknown): error is GatewayFailure | StoreUnavailable {
  return isRefusal(error) || error instanceof StoreUnavailable;
}

function isRefusal(error: unknown): error is GatewayFailure {
  return error instanceof GatewayFailure && error.kind === "refused";
}

function dead(rest: number): GatewayFailure {
  return new GatewayFailure(
    "unavailable",
    "The gateway did not answer lately and is not asked for a while.",
    {
      retryAfter: Math.max(1, Math.ceil(rest / 1000)),
    },
  );
}

/** Whatever an adapter throws: what the gateway did is unknown, and asking again is safe. */
function failureOf(error: unknown): GatewayFailure {
  if (error instanceof GatewayFailure) return error;
  const isLate = error instanceof TaskCancelledError;
  const { code, name } = error as { code?: string; name?: string };
  const message = isLate ? `It did not answer within ${longest} ms.` : `The call failed (${code ?? name}).`;
  return new GatewayFailure("unavailable", message, { cause: error });
}
