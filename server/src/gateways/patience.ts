import { TaskCancelledError } from "cockatiel";
import { oncePerRound } from "../once-per-round.ts";

/** Calls that began in one round of the event loop. Where all are answered within it, none of them needs a timer. */
class Round {
  readonly #giveUps: (() => void)[] = [];
  #open = 0;
  #timer: NodeJS.Timeout | undefined;

  begin(giveUp: () => void): void {
    this.#giveUps.push(giveUp);
    this.#open += 1;
  }

  end(): void {
    this.#open -= 1;
    if (this.#open === 0) clearTimeout(this.#timer);
  }

  /** No call begins any more. */
  wait(milliseconds: number): void {
    if (this.#open === 0) return;
    this.#timer = setTimeout(() => {
      for (const giveUp of this.#giveUps) giveUp();
    }, milliseconds);
  }
}

/**
 * Waits for calls no longer than so many milliseconds after the round of the event loop in which they begin. It gives up
 * waiting, not the call: what a gateway was asked to do cannot be taken back.
 *
 * @returns the answer to a call; it throws TaskCancelledError when there was none in time
 */
export function patience(milliseconds: number): <T>(call: Promise<T>) => Promise<T> {
  const thisRound = oncePerRound(
    () => new Round(),
    (round) => round.wait(milliseconds),
  );
  return (call) =>
    new Promise((resolve, reject) => {
      const round = thisRound();
      round.begin(() => reject(new TaskCancelledError()));
      call.then(
        (answer) => {
          round.end();
          resolve(answer);
        },
        (error: unknown) => {
          round.end();
          reject(error);
        },
      );
    });
}
