import type { StatusPeriodRow } from "../storage/database.ts";
import type { Component, States } from "./components.ts";

export const slot = 5 * 60_000;
export const day = 24 * 3_600_000;

/** What the documentation promises of a response, in seconds. */
const promised = 0.2;

export interface Traffic {
  requests: number;
  errors: number;
  slow: number;
  milliseconds: number;
}

const nothing: Traffic = { requests: 0, errors: 0, slow: 0, milliseconds: 0 };

/** Counts requests in memory: a request pays four additions for the status page, and no wait. */
export class TrafficCount {
  #now: Traffic = { ...nothing };

  count({ path, status, seconds }: { path: string; status: number; seconds: number }): void {
    if (!path.startsWith("/v1/")) return;
    this.#now.requests += 1;
    this.#now.milliseconds += Math.round(seconds * 1000);
    if (status >= 500) this.#now.errors += 1;
    if (seconds > promised) this.#now.slow += 1;
  }

  /** What was counted since the last time. */
  take(): Traffic {
    const taken = this.#now;
    this.#now = { ...nothing };
    return taken;
  }
}

/** Counts that wait to be written; they wait on while the database is away, five minutes to a row. */
export class PendingPeriods {
  #rows = new Map<string, StatusPeriodRow>();

  add(now: number, states: States, traffic: Traffic): void {
    for (const [component, state] of Object.entries(states)) {
      if (state === "unknown") continue;
      const own = component === ("api" satisfies Component) ? traffic : nothing;
      const counts = { probes: 1, failed: state === "down" ? 1 : 0, ...own };
      this.#put({ span: "slot", component, start: now - (now % slot), ...counts });
      this.#put({ span: "day", component, start: now - (now % day), ...counts });
    }
  }

  /** All of them, which are then no longer here. */
  take(): StatusPeriodRow[] {
    const rows = [...this.#rows.values()];
    this.#rows.clear();
    return rows;
  }

  /** Takes back what could not be written. */
  putBack(rows: readonly StatusPeriodRow[]): void {
    for (const row of rows) this.#put(row);
  }

  #put(row: StatusPeriodRow): void {
    const key = `${row.span} ${row.component} ${row.start}`;
    const known = this.#rows.get(key);
    this.#rows.set(key, known === undefined ? row : added(known, row));
  }
}

export function added<T extends Traffic & { probes: number; failed: number }>(a: T, b: T): T {
  return {
    ...a,
    probes: a.probes + b.probes,
    failed: a.failed + b.failed,
    requests: a.requests + b.requests,
    errors: a.errors + b.errors,
    slow: a.slow + b.slow,
    milliseconds: a.milliseconds + b.milliseconds,
  };
}
