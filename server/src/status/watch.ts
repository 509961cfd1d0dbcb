import { randomUUID } from "node:crypto";
import type { Clock } from "@renewal/engine";
import type { StatusHistory } from "../storage/status.ts";
import { startWorker, type Worker } from "../worker.ts";
import { type Component, componentNames, type States } from "./components.ts";
import { day, PendingPeriods, slot, TrafficCount } from "./counts.ts";
import { type Probed, probe } from "./probes.ts";

/** How often everything is looked at and what was counted is written; milliseconds. */
const usualInterval = 15_000;

/** How long history is kept. Five minutes are for what is now. */
const kept = { slot: 2 * 3_600_000, day: 92 * day };

/** So many looks in a row must agree before an incident begins or ends: one lost packet is none. */
const inARow = 2;

type Write = (store: StatusHistory) => Promise<void>;

/** Looks at the parts of the server again and again, and keeps what it saw. */
export class StatusWatch {
  /** Hears of requests; costs them nothing but counting. */
  readonly traffic = new TrafficCount();
  #states: States | undefined;
  #pending = new PendingPeriods();
  #incidents: Write[] = [];
  #runs = new Map<Component, { down: boolean; length: number; since: number }>();
  #forgotten = 0;
  readonly #parts: Probed;
  readonly #store: StatusHistory;
  readonly #clock: Clock;

  constructor(parts: Probed, store: StatusHistory, clock: Clock) {
    this.#parts = parts;
    this.#store = store;
    this.#clock = clock;
  }

  /** What the last look saw; takes one if there was none. */
  async states(): Promise<States> {
    this.#states ??= await probe(
      this.#parts,
      { requests: 0, errors: 0, slow: 0, milliseconds: 0 },
      this.#clock.now(),
    );
    return this.#states;
  }

  /** One look at everything, and what was counted into the store. */
  async look(): Promise<void> {
    const traffic = this.traffic.take();
    const now = this.#clock.now();
    const states = await probe(this.#parts, traffic, now);
    this.#states = states;
    this.#pending.add(now, states, traffic);
    for (const component of componentNames) this.#follow(component, states[component] === "down", now);
    if (states.database === "up") await this.#write(now);
  }

  /** Begins and ends incidents, in memory until they can be written. */
  #follow(component: Component, down: boolean, now: number): void {
    const before = this.#runs.get(component);
    const run =
      before === undefined || before.down !== down
        ? { down, length: 1, since: now }
        : { ...before, length: before.length + 1 };
    this.#runs.set(component, run);
    if (run.length !== inARow) return;
    const { since } = run;
    const incident = { incidentId: `inc_${randomUUID()}`, component, beganAt: since, endedAt: null };
    this.#incidents.push(
      down ? (store) => store.beginIncident(incident) : (store) => store.endIncident(component, since),
    );
  }

  async #write(now: number): Promise<void> {
    const periods = this.#pending.take();
    try {
      await this.#store.addStatus(periods);
    } catch (error) {
      this.#pending.putBack(periods);
      throw error;
    }
    for (let write = this.#incidents[0]; write !== undefined; write = this.#incidents[0]) {
      await write(this.#store);
      this.#incidents.shift();
    }
    if (now - this.#forgotten < 3_600_000) return;
    await this.#store.forgetStatus({ slot: now - kept.slot - slot, day: now - kept.day });
    this.#forgotten = now;
  }

  /** Looks every 15 s; the first time after the first 15 s, since a server that starts has other things to do. */
  start(onError: (error: unknown) => void, interval = usualInterval): Worker {
    let looked = false;
    const step = async () => {
      if (looked) await this.look();
      looked = true;
      return 0;
    };
    return startWorker(step, { interval, onError });
  }
}
