import { StoreUnavailable } from "@renewal/engine";
import { StatementRefused } from "./failures.ts";

/** How calls of one kind are carried out. */
export interface Ways<Call, Result> {
  alone(call: Call): Promise<Result>;
  /** Answers in the order of the calls; a promise among the answers holds up nobody else. */
  together(calls: readonly Call[]): Promise<readonly (Result | Promise<Result>)[]>;
}

/** Makes one function of the ways in which calls of a kind can be carried out. */
export type Gather = <Call, Result>(ways: Ways<Call, Result>) => (call: Call) => Promise<Result>;

/** For each kind: statements under way at once, calls in one of them, and milliseconds that a call waits for its turn. */
const most = { statements: 2, calls: 100, patience: 2_000 };

/**
 * Calls that come while others of their kind are under way go together, in one statement and one commit: a database
 * takes little longer for twenty rows than for one. A call that finds nobody before it goes at once.
 *
 * Calls that went together share an outage. When the database refuses what they say, each goes alone, so that only the
 * one at fault is refused.
 */
export const gathered: Gather = (ways) => {
  type Call = Parameters<typeof ways.alone>[0];
  type Result = Awaited<ReturnType<typeof ways.alone>>;
  const waiting: Waiting<Call, Result>[] = [];
  let underWay = 0;
  const next = () => {
    if (underWay >= most.statements || waiting.length === 0) return;
    underWay++;
    void carryOut(ways, waiting.splice(0, most.calls)).finally(() => {
      underWay--;
      next();
    });
  };
  return (call) =>
    new Promise((resolve, reject) => {
      waiting.push({ call, resolve, reject, since: performance.now() });
      next();
    });
};

interface Waiting<Call, Result> {
  call: Call;
  resolve(result: Result | Promise<Result>): void;
  reject(error: unknown): void;
  since: number;
}

async function carryOut<Call, Result>(
  { alone, together }: Ways<Call, Result>,
  waiting: readonly Waiting<Call, Result>[],
): Promise<void> {
  const inTime = waiting.filter(({ since }) => performance.now() - since <= most.patience);
  for (const { reject } of waiting.filter((one) => !inTime.includes(one)))
    reject(new StoreUnavailable("The calls before this one took the database too long."));
  if (inTime.length === 0) return;
  try {
    const results =
      inTime.length === 1
        ? [await alone((inTime[0] as Waiting<Call, Result>).call)]
        : await together(inTime.map(({ call }) => call));
    inTime.forEach(({ resolve }, index) => {
      resolve(results[index] as Result);
    });
  } catch (error) {
    const isOneAtFault = error instanceof StatementRefused && inTime.length > 1;
    for (const { call, resolve, reject } of inTime) {
      if (isOneAtFault) resolve(alone(call));
      else reject(error);
    }
  }
}
