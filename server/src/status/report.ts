import type { Clock } from "@renewal/engine";
import type { IncidentRow, StatusPeriodRow } from "../storage/database.ts";
import type { StatusHistory } from "../storage/status.ts";
import {
  type Component,
  componentNames,
  components,
  overall,
  type State,
  type States,
} from "./components.ts";
import { added, day, type Traffic } from "./counts.ts";
import type { StatusWatch } from "./watch.ts";

const days = 90;

/** What "now" means for figures; milliseconds. */
const lately = 3_600_000;

/** However many ask, the database is asked no more often than this, and is waited for no longer; milliseconds. */
const remembered = 5_000;
const patience = 2_000;

export interface Figures {
  requests: number;
  /** Between 0 and 1, as the others; null when nobody asked. */
  error_rate: number | null;
  within_200_ms: number | null;
  average_ms: number | null;
}

export interface StatusReport {
  status: Exclude<State, "unknown">;
  at: string;
  components: {
    id: Component;
    name: string;
    status: State;
    /** Of the looks at it in 90 days, how many found it well; null when there was none. */
    availability: number | null;
    days: { date: string; status: State; availability: number | null }[];
  }[];
  traffic: { last_hour: Figures; last_90_days: Figures };
  incidents: {
    id: string;
    component: Component;
    description: string;
    began_at: string;
    ended_at: string | null;
  }[];
  /** Whether the store told of the past; if not, what stands here of it is empty and not good news. */
  history: "complete" | "unavailable";
}

interface Past {
  slots: StatusPeriodRow[];
  days: StatusPeriodRow[];
  incidents: IncidentRow[];
}

/** Tells how the server does, from its own looks at itself and what the store keeps of them. */
export function statusReports(
  watch: StatusWatch,
  store: StatusHistory,
  clock: Clock,
): () => Promise<StatusReport> {
  let asked = Number.NEGATIVE_INFINITY;
  let past: Promise<Past | undefined> = Promise.resolve(undefined);
  return async () => {
    if (performance.now() - asked > remembered) {
      asked = performance.now();
      past = inTime(readPast(store, clock.now()));
    }
    return report(await watch.states(), await past, clock.now());
  };
}

async function readPast(store: StatusHistory, now: number): Promise<Past> {
  const first = now - (now % day) - (days - 1) * day;
  const [slots, byDay, incidents] = await Promise.all([
    store.statusSince("slot", now - lately),
    store.statusSince("day", first),
    store.incidentsSince(first),
  ]);
  return { slots, days: byDay, incidents };
}

function inTime<T>(reading: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, patience, undefined);
  });
  return Promise.race([reading.catch(() => undefined), late]).finally(() => clearTimeout(timer));
}

function report(states: States, past: Past | undefined, now: number): StatusReport {
  const { slots, days: rows, incidents } = past ?? { slots: [], days: [], incidents: [] };
  return {
    status: overall(states),
    at: new Date(now).toISOString(),
    components: componentNames.map((id) => {
      const own = rows.filter(({ component }) => component === id);
      const availability = availabilityOf(own);
      return { id, name: components[id].name, status: states[id], availability, days: daysOf(own, now) };
    }),
    traffic: { last_hour: figures(slots), last_90_days: figures(rows) },
    incidents: incidents.map(({ incidentId, component, beganAt, endedAt }) => ({
      id: incidentId,
      component: component as Component,
      description: components[component as Component].trouble,
      began_at: new Date(beganAt).toISOString(),
      ended_at: endedAt === null ? null : new Date(endedAt).toISOString(),
    })),
    history: past === undefined ? "unavailable" : "complete",
  };
}

function availabilityOf(rows: readonly StatusPeriodRow[]): number | null {
  const [first, ...others] = rows;
  if (first === undefined) return null;
  const { probes, failed } = others.reduce(added, first);
  return (probes - failed) / probes;
}

function daysOf(rows: readonly StatusPeriodRow[], now: number): StatusReport["components"][number]["days"] {
  const today = now - (now % day);
  return Array.from({ length: days }, (_, index) => {
    const start = today - (days - 1 - index) * day;
    const availability = availabilityOf(rows.filter((row) => row.start === start));
    return { date: new Date(start).toISOString().slice(0, 10), status: stateOf(availability), availability };
  });
}

/** A tenth of a day is over two hours. */
function stateOf(availability: number | null): State {
  if (availability === null) return "unknown";
  return availability === 1 ? "up" : availability > 0.9 ? "degraded" : "down";
}

function figures(rows: readonly StatusPeriodRow[]): Figures {
  const sum = (field: keyof Traffic) => rows.reduce((total, row) => total + row[field], 0);
  const requests = sum("requests");
  const share = (count: number) => (requests === 0 ? null : count / requests);
  return {
    requests,
    error_rate: share(sum("errors")),
    within_200_ms: share(requests - sum("slow")),
    average_ms: share(sum("milliseconds")),
  };
}
