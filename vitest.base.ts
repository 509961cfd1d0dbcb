import { defineConfig } from "vitest/config";

// Tests import workspace packages as sources; nothing needs to be built before a single suite is run by hand.
// Behind the first stand the conditions that Vite uses for code that runs in Node: naming any replaces them all. Without
// "module": Node would take it too, and some packages keep code behind it that only bundlers can read.
const conditions = ["renewal-source", "node", "development|production"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  // A busy machine stalls for seconds: what hangs is found all the same, only later.
  test: {
    ...{ include: ["test/**/*.test.ts"], passWithNoTests: false },
    ...{ testTimeout: 30_000, hookTimeout: 60_000, expect: { poll: { timeout: 15_000 } } },
  },
});
