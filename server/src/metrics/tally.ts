import type { Counter, Registry } from "prom-client";

/** What tells things of one kind apart, fixed when their count is made. */
export type Labels = Readonly<Record<string, string>>;

export interface TallyOptions {
  /** As Prometheus is to call it; a count ends in `_total`, a duration in `_seconds`. */
  name: string;
  help: string;
  registry: Registry;
}

interface Value {
  labels: Record<string, string | number>;
  value: number;
  metricName?: string;
}

/**
 * What prom-client asks of a metric. Its own ones look at the labels of every single count and make a text of them,
 * which cost more than what was counted; here that is done once for each combination.
 */
abstract class Metric {
  readonly name: string;
  readonly help: string;
  abstract readonly type: "counter" | "histogram";
  /** Of several processes, what they counted together. */
  readonly aggregator = "sum";

  constructor({ name, help, registry }: TallyOptions) {
    this.name = name;
    this.help = help;
    // prom-client's type admits its own metrics only; it asks for no more than is here.
    registry.registerMetric(this as unknown as Counter);
  }

  abstract values(): Value[];
  abstract reset(): void;

  async get() {
    const { name, help, type, aggregator } = this;
    return { name, help, type, aggregator, values: this.values() };
  }
}

/** How often something happened; `count.add()` costs a few nanoseconds. */
export class Count {
  value = 0;

  add(): void {
    this.value += 1;
  }
}

/** A counter of Prometheus, by labels that are known beforehand. */
export class Tally extends Metric {
  readonly type = "counter";
  readonly #counts: { labels: Labels; count: Count }[] = [];

  /** Makes the count of these labels, to be kept by whoever counts. It is told from now on, though it be 0. */
  of(labels: Labels): Count {
    const count = new Count();
    this.#counts.push({ labels, count });
    return count;
  }

  override values(): Value[] {
    return this.#counts.map(({ labels, count }) => ({ labels, value: count.value }));
  }

  override reset(): void {
    for (const { count } of this.#counts) count.value = 0;
  }
}

/** How long something took, each time. */
export class Durations {
  readonly #bounds: readonly number[];
  /** The last one has no bound. */
  readonly counts: number[];
  sum = 0;

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.counts = Array.from({ length: bounds.length + 1 }, () => 0);
  }

  observe(seconds: number): void {
    const bounds = this.#bounds;
    let index = 0;
    while (index < bounds.length && seconds > (bounds[index] as number)) index += 1;
    (this.counts[index] as number) += 1;
    this.sum += seconds;
  }
}

/** A histogram of Prometheus, by labels that are known beforehand. */
export class DurationTally extends Metric {
  readonly type = "histogram";
  readonly #bounds: readonly number[];
  readonly #durations: { labels: Labels; durations: Durations }[] = [];

  /** @param options `buckets`: the upper bounds in seconds, rising */
  constructor({ buckets, ...options }: TallyOptions & { buckets: readonly number[] }) {
    super(options);
    this.#bounds = buckets;
  }

  /** Makes the durations of these labels, to be kept by whoever measures. They are told from now on. */
  of(labels: Labels): Durations {
    const durations = new Durations(this.#bounds);
    this.#durations.push({ labels, durations });
    return durations;
  }

  override values(): Value[] {
    return this.#durations.flatMap(({ labels, durations }) => this.#series(labels, durations));
  }

  override reset(): void {
    for (const { durations } of this.#durations) {
      durations.counts.fill(0);
      durations.sum = 0;
    }
  }

  #series(labels: Labels, { counts, sum }: Durations): Value[] {
    let upToHere = 0;
    const buckets = counts.map((count, index) => {
      upToHere += count;
      const le = this.#bounds[index] ?? "+Inf";
      return { labels: { le, ...labels }, value: upToHere, metricName: `${this.name}_bucket` };
    });
    return [
      ...buckets,
      { labels, value: sum, metricName: `${this.name}_sum` },
      { labels, value: upToHere, metricName: `${this.name}_count` },
    ];
  }
}
