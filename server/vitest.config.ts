import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig, mergeConfig } from "vitest/config";
import base from "../vitest.base.ts";

/** The test servers write into it what they answered; the last project reads it. */
const exercised = join(tmpdir(), `renewal-exercised-${process.pid}.ndjson`);
rmSync(exercised, { force: true });

const { include: _, ...settings } = base.test ?? {};
const everything = { ...base, test: { ...settings, env: { RENEWAL_EXERCISED: exercised } } };

const suites = mergeConfig(everything, {
  test: {
    ...{ name: "server", sequence: { groupOrder: 0 } },
    ...{ include: ["test/**/*.test.ts"], exclude: ["test/exercised/**", "test/faults/**"] },
  },
});

/** Real loads and outages: beside each other, but not beside everything else. */
const faults = mergeConfig(everything, {
  test: {
    ...{ name: "faults", sequence: { groupOrder: 1 }, include: ["test/faults/**/*.test.ts"] },
    // What a run counted is told line by line; in full nothing else may run beside what is measured.
    ...{ disableConsoleIntercept: true, fileParallelism: process.env.RENEWAL_FAULTS !== "full" },
  },
});

/** Behind everything else, since it is about everything else. */
const coverage = mergeConfig(everything, {
  test: { name: "coverage", sequence: { groupOrder: 2 }, include: ["test/exercised/**/*.test.ts"] },
});

export default defineConfig({ test: { projects: [suites, faults, coverage] } });
