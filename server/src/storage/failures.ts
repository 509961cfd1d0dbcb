import { StoreUnavailable } from "@renewal/engine";

/** Somebody else was faster. Nothing was written, and the same call may succeed in a moment. */
export class LostRace extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = "LostRace";
  }
}

/**
 * The database understood a statement and refused it, which is a fault of this program. The database's own words are
 * left out: they quote rows.
 */
export class StatementRefused extends Error {
  readonly code: string;

  constructor(database: string, code: string, constraint: string | undefined) {
    super(`${database} refused a statement (${code}${constraint === undefined ? "" : `, ${constraint}`}).`);
    this.name = "StatementRefused";
    this.code = code;
  }
}

export interface Persistence {
  isClosed: () => boolean;
  /** For how many milliseconds a call that loses is tried again. 2,000: who waits longer would rather come back. */
  patience?: number;
}

/**
 * Runs a call that writes everything or nothing, and runs it again after a lost race.
 *
 * @throws StoreUnavailable when it lost every time, or the store was closed
 */
export async function persistently<T>(
  call: () => Promise<T>,
  { isClosed, patience = 2_000 }: Persistence,
): Promise<T> {
  const start = performance.now();
  for (let tries = 1; ; tries += 1) {
    try {
      if (isClosed()) throw new StoreUnavailable("The store is closed.");
      return await call();
    } catch (error) {
      if (isClosed()) throw new StoreUnavailable("The store was closed.", { cause: error });
      if (!(error instanceof LostRace)) throw error;
      if (performance.now() - start > patience) {
        throw new StoreUnavailable(error.message, { cause: error.cause });
      }
      await pause(tries);
    }
  }
}

/** From 5 ms to 150 ms, spread out so that those who met once do not meet again. */
function pause(tries: number): Promise<void> {
  const most = Math.min(5 * 2 ** Math.min(tries, 5), 150);
  return new Promise((resolve) => setTimeout(resolve, most * (0.5 + Math.random() / 2)));
}
