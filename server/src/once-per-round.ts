/**
 * What is made once in a round of the event loop, by whoever needs it first, for all who need it in that round.
 *
 * @param end what is done with it once everything that came in the round was seen to
 * @returns what was made in this round
 */
export function oncePerRound<Made extends object | number>(
  make: () => Made,
  end: (made: Made) => void = () => {},
): () => Made {
  let current: Made | undefined;
  const over = () => {
    const made = current as Made;
    current = undefined;
    end(made);
  };
  return () => {
    if (current === undefined) {
      current = make();
      setImmediate(over);
    }
    return current;
  };
}
