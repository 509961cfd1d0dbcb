import { defineConfig } from "vitest/config";

// Tests import workspace packages as sources; nothing needs to be built before a single suite is run by hand.
// Behind the first stand the conditions that Vite uses for code that runs in Node: naming any replaces them all.
const conditions = ["renewal-source", "module", "node", "development|production"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { include: ["test/**/*.test.ts"], passWithNoTests: false },
});
