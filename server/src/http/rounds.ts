let ending: Promise<void> | undefined;

/**
 * Resolves once everything that came in this round of the event loop was seen to. Answers that go out one after another
 * find their reader awake: to wake it for each one costs as much as the system's part of sending it.
 */
export function endOfRound(): Promise<void> {
  ending ??= new Promise((resolve) => {
    setImmediate(() => {
      ending = undefined;
      resolve();
    });
  });
  return ending;
}
