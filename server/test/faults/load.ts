import type { Answer } from "./client.ts";
import { pause } from "./size.ts";

/** What became of many requests. */
export class Tally {
  readonly answers = new Map<number, number>();
  /** Connections that broke, by the code of the error. */
  readonly broken = new Map<string, number>();
  readonly times: number[] = [];

  async add(request: Promise<Answer>): Promise<Answer | undefined> {
    try {
      const answer = await request;
      this.answers.set(answer.status, (this.answers.get(answer.status) ?? 0) + 1);
      this.times.push(answer.milliseconds);
      return answer;
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      const name = code ?? message;
      this.broken.set(name, (this.broken.get(name) ?? 0) + 1);
      return undefined;
    }
  }

  /** Adds what another one has noted. */
  gather({ answers, broken, times }: Tally): void {
    for (const [status, count] of answers) this.answers.set(status, this.of(status) + count);
    for (const [name, count] of broken) this.broken.set(name, (this.broken.get(name) ?? 0) + count);
    this.times.push(...times);
  }

  get count(): number {
    return [...this.answers.values(), ...this.broken.values()].reduce((sum, count) => sum + count, 0);
  }

  of(status: number): number {
    return this.answers.get(status) ?? 0;
  }

  /** All but these, and those whose connection broke. */
  others(...statuses: number[]): Record<string, number> {
    const rest = [...this.answers].filter(([status]) => !statuses.includes(status));
    return Object.fromEntries([...rest, ...this.broken]);
  }

  /** Milliseconds within which half were answered. */
  get p50(): number {
    return percentile(this.times, 0.5);
  }

  /** Milliseconds within which 99 of 100 were answered. */
  get p99(): number {
    return percentile(this.times, 0.99);
  }

  get slowest(): number {
    return this.times.reduce((most, time) => Math.max(most, time), 0);
  }

  toString(): string {
    return [...this.answers, ...this.broken].map(([what, count]) => `${count} × ${what}`).join(" ");
  }
}

export function percentile(times: readonly number[], part: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

export const ms = (milliseconds: number) => `${milliseconds.toFixed(0)} ms`;

export interface Rate {
  /** Requests a second. */
  rate: number;
  seconds: number;
  /** How many may be under way at once; beyond it the next ones come later than they should. */
  most?: number;
  /** Ends it before its time. */
  isOver?: () => boolean;
}

/**
 * Sends so many requests a second, whatever becomes of those before, as a crowd does that knows nothing of each other.
 *
 * @returns how many a second it came to
 */
export async function steadily(
  { rate, seconds, most = 400, isOver = () => false }: Rate,
  send: (number: number) => Promise<unknown>,
): Promise<number> {
  const start = performance.now();
  const underWay = new Set<Promise<unknown>>();
  const total = Math.round(rate * seconds);
  let sent = 0;
  while (sent < total && !isOver()) {
    const due = Math.min(total, Math.floor(((performance.now() - start) / 1000) * rate) + 1);
    while (sent < due && underWay.size < most) {
      const request = send(sent).finally(() => underWay.delete(request));
      underWay.add(request);
      sent += 1;
    }
    await pause(4);
  }
  const took = (performance.now() - start) / 1000;
  await Promise.all(underWay);
  return sent / took;
}

/** Does something for every number below `count`, so many at once. */
export async function together(
  { count, atOnce }: { count: number; atOnce: number },
  work: (number: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let number = next++; number < count; number = next++) await work(number);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
}
