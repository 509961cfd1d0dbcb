import { oncePerRound } from "../once-per-round.ts";

class Ending {
  resolve = () => {};
  readonly promise = new Promise<void>((resolve) => {
    this.resolve = resolve;
  });
}

const ending = oncePerRound(
  () => new Ending(),
  ({ resolve }) => resolve(),
);

/**
 * Resolves once everything that came in this round of the event loop was seen to. Answers that go out one after another
 * find their reader awake: to wake it for each one costs as much as the system's part of sending it.
 */
export function endOfRound(): Promise<void> {
  return ending().promise;
}
