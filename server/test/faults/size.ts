/** With RENEWAL_FAULTS=full the suite runs with the numbers that the server is trusted by; without, with fewer. */
export const isFull = process.env.RENEWAL_FAULTS === "full";

/** A number of the shorter form, which `npm test` runs, and of the full one. */
export function size(short: number, full: number): number {
  return isFull ? full : short;
}

/** One line per case with what was counted and measured. */
export function tell(name: string, counts: Record<string, string | number>): void {
  const told = Object.entries(counts).map(([what, count]) => `${what} ${count}`);
  console.log(`  ${isFull ? "full" : "short"} · ${name}: ${told.join(", ")}`);
}

export const pause = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));

/** Looks every 50 ms until something is so. */
export async function until(isSo: () => Promise<boolean> | boolean, what: string, seconds = 30) {
  const start = performance.now();
  while (performance.now() - start < seconds * 1000) {
    if (await isSo()) return (performance.now() - start) / 1000;
    await pause(50);
  }
  throw new Error(`Within ${seconds} s it was never so: ${what}`);
}
