import type { ErrorCode, Operation, OperationId } from "@renewal/contract";
import { operations } from "@renewal/contract/operations";
import { type LimitVerdict, overLimit, Refusal, StoreUnavailable } from "@renewal/engine";

/** The error codes that the document gives to an operation. */
export type CodeOf<Id extends OperationId> = Extract<
  {
    [Status in keyof Operation<Id>["errorCodes"]]: Operation<Id>["errorCodes"][Status] extends readonly (infer Code)[]
      ? Code
      : never;
  }[keyof Operation<Id>["errorCodes"]],
  ErrorCode
>;

export interface FailOptions {
  /** How many calls fail; 1 by default. */
  times?: number;
  /** Seconds for `Retry-After`, where the error has one. */
  retryAfter?: number;
}

interface Planned {
  id: OperationId;
  left: number;
  /** `lost`: the call is done, and its answer does not arrive. */
  fault: { code: ErrorCode; retryAfter: number | undefined } | "lost";
}

/** The connection breaks: nothing comes back. */
export class ConnectionLost extends Error {
  constructor() {
    super("The mock lost the connection, as it was asked to.");
    this.name = "ConnectionLost";
  }
}

/** What was asked to go wrong, first in first out for each operation. */
export function plannedFaults() {
  let planned: Planned[] = [];
  function add(entry: Planned): void {
    if (!Object.hasOwn(operations, entry.id))
      throw new TypeError(`${entry.id} is no operation. There are: ${Object.keys(operations).join(", ")}.`);
    if (!Number.isSafeInteger(entry.left) || entry.left < 1)
      throw new RangeError("times must be a whole number from 1.");
    planned.push(entry);
  }
  return {
    fail(id: OperationId, code: ErrorCode, { times = 1, retryAfter }: FailOptions = {}): void {
      const codes: string[] = Object.hasOwn(operations, id)
        ? Object.values(operations[id].errorCodes).flat()
        : [];
      if (codes.length > 0 && !codes.includes(code))
        throw new TypeError(`${id} never answers ${code}. It answers: ${codes.join(", ")}.`);
      add({ id, left: times, fault: { code, retryAfter } });
    },
    lose: (id: OperationId, times = 1) => add({ id, left: times, fault: "lost" }),
    /** The fault for this call, if one was asked for. */
    take(id: OperationId): Planned["fault"] | undefined {
      const next = planned.find((entry) => entry.id === id);
      if (next === undefined) return undefined;
      next.left -= 1;
      planned = planned.filter(({ left }) => left > 0);
      return next.fault;
    },
    clear() {
      planned = [];
    },
  };
}

const again = "The mock was asked for this error; send the request again.";

/** What a forced error is thrown as: where the server would have words of its own, those. */
export function forcedError(
  { code, retryAfter }: { code: ErrorCode; retryAfter: number | undefined },
  verdict: LimitVerdict,
): Error {
  switch (code) {
    case "RATE_LIMIT_EXCEEDED":
      return overLimit({ ...exhausted(verdict), retryAfterMs: (retryAfter ?? 60) * 1000 });
    case "SERVICE_UNAVAILABLE":
      return new StoreUnavailable(again, { retryAfter: retryAfter ?? 1 });
    case "INTERNAL_ERROR":
      return new Error(again);
    case "PAYMENT_FAILED":
      return new Refusal(
        code,
        "The payment gateway did not answer. Nothing was charged; send the same request again after Retry-After.",
        { retryAfter: retryAfter ?? 2 },
      );
    case "ORDER_IN_PROGRESS":
      return new Refusal(code, again, { retryAfter: retryAfter ?? 1 });
    case "VALIDATION_ERROR":
      return new Refusal(code, again, { details: { in: "body", field: "body", rule: "mock" } });
    default:
      return new Refusal(code, again, retryAfter === undefined ? {} : { retryAfter });
  }
}

/** The verdict of a limit that is used up: the tightest of those that applied. */
export function exhausted(verdict: LimitVerdict): LimitVerdict {
  const [tightest] = [...verdict.states].sort((a, b) => a.remaining - b.remaining || a.limit - b.limit);
  if (tightest === undefined) return verdict;
  return {
    ...verdict,
    refused: tightest.name,
    states: verdict.states.map((state) => (state === tightest ? { ...state, remaining: 0 } : state)),
  };
}
