import { AggregatorRegistry, Counter, Histogram, Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import { DurationTally, Tally } from "../../src/metrics/tally.ts";

const calls = { name: "calls_total", help: "Calls, by outcome." };
const took = { name: "call_duration_seconds", help: "How long calls took.", buckets: [0.1, 0.5, 1] };
const seconds = [0, 0.1, 0.100_001, 0.4, 1, 1.5, 30];

/** The same counts twice: by prom-client's own metrics, and by ours. */
function bothWays() {
  const [theirs, ours] = [new Registry(), new Registry()];
  const counter = new Counter({ ...calls, labelNames: ["call", "outcome"], registers: [theirs] });
  const histogram = new Histogram({ ...took, labelNames: ["call"], registers: [theirs] });
  const tally = new Tally({ ...calls, registry: ours });
  const durations = new DurationTally({ ...took, registry: ours });
  for (const call of ["create", "query"]) {
    const labels = { call, outcome: 'said "no"\n' };
    const [count, times] = [tally.of(labels), durations.of({ call })];
    counter.inc(labels, 0);
    histogram.zero({ call });
    if (call === "query") continue;
    for (const each of seconds) {
      counter.inc(labels);
      count.add();
      histogram.observe({ call }, each);
      times.observe(each);
    }
  }
  return { theirs, ours };
}

describe("a tally", () => {
  it("is told to Prometheus word for word as prom-client's own metrics are", async () => {
    const { theirs, ours } = bothWays();
    expect(await ours.metrics()).toBe(await theirs.metrics());
    expect(await Registry.merge([ours]).metrics()).toBe(await theirs.metrics());
  });

  it("is added up over processes as theirs are", async () => {
    const { theirs, ours } = bothWays();
    const together = async (registry: Registry) => {
      const told = JSON.parse(JSON.stringify(await registry.getMetricsAsJSON()));
      return AggregatorRegistry.aggregate([told, told]).metrics();
    };
    expect(await together(ours)).toBe(await together(theirs));
    expect(await together(ours)).toContain(
      `call_duration_seconds_count{call="create"} ${2 * seconds.length}`,
    );
  });

  it("begins anew when its registry is reset", async () => {
    const { ours } = bothWays();
    ours.resetMetrics();
    const text = await ours.metrics();
    expect(text).toContain('call_duration_seconds_sum{call="create"} 0');
    expect(text).not.toMatch(/ [1-9]\d*$/m);
  });
});
