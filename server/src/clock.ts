import type { Clock } from "@renewal/engine";

/** The time, asked of the system once in a round of the event loop. One create would ask for it seven times. */
export function roundClock(): Clock {
  let known: number | undefined;
  const forget = () => {
    known = undefined;
  };
  return {
    now() {
      if (known === undefined) {
        known = Date.now();
        setImmediate(forget);
      }
      return known;
    },
  };
}
