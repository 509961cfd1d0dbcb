import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig, mergeConfig } from "vitest/config";
import base from "../vitest.base.ts";

/** The test servers write into it what they answered; the last project reads it. */
const exercised = join(tmpdir(), `renewal-exercised-${process.pid}.ndjson`);
rmSync(exercised, { force: true });

const { include: _, ...settings } = base.test ?? {};
// Two at once on any machine: most of these tests wait, for time-outs, retries and servers that start.
const everything = { ...base, test: { ...settings, maxWorkers: 2, env: { RENEWAL_EXERCISED: exercised } } };

const suites = mergeConfig(everything, {
  test: {
    ...{ name: "server", sequence: { groupOrder: 0 } },
    ...{ include: ["test/**/*.test.ts"], exclude: ["test/exercised/**", "test/faults/**"] },
  },
});

const isFull = process.env.RENEWAL_FAULTS === "full";

/** Real loads and outages, most of which wait: one by one where times are measured. */
const faults = mergeConfig(everything, {
  test: {
    ...{ name: "faults", sequence: { groupOrder: 1 }, include: ["test/faults/**/*.test.ts"] },
    // The short form is for machines that do other things besides: what fails there is tried once more.
    ...{ disableConsoleIntercept: true, ...(isFull ? { maxWorkers: 1 } : { retry: 1 }) },
  },
});

/** Behind everything else, since it is about everything else. */
const coverage = mergeConfig(everything, {
  test: { name: "coverage", sequence: { groupOrder: 2 }, include: ["test/exercised/**/*.test.ts"] },
});

export default defineConfig({ test: { projects: [suites, faults, coverage] } });
