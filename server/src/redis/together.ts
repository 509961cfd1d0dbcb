import { oncePerRound } from "../once-per-round.ts";

/** So many calls fill a command: Redis does nothing else while it carries one out. */
const most = 100;

interface Waiting<Call, Result> {
  call: Call;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Calls of one round of the event loop go to Redis as one command. ioredis takes some 20 µs of processor time for a command
 * and its answer, however many keys it has.
 *
 * @param run answers in the order of the calls; what it throws is thrown to each caller
 */
export function together<Call, Result>(
  run: (calls: readonly Call[]) => Promise<readonly Result[]>,
): (call: Call) => Promise<Result> {
  async function send(waiting: readonly Waiting<Call, Result>[]): Promise<void> {
    try {
      const results = await run(waiting.map(({ call }) => call));
      for (const [index, { resolve }] of waiting.entries()) resolve(results[index] as Result);
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }

  const thisRound = oncePerRound(
    (): Waiting<Call, Result>[] => [],
    (waiting) => {
      for (let start = 0; start < waiting.length; start += most)
        void send(waiting.slice(start, start + most));
    },
  );
  return (call) => new Promise((resolve, reject) => thisRound().push({ call, resolve, reject }));
}
