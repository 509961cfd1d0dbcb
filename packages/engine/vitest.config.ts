import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.base.ts";

export default mergeConfig(
  base,
  defineConfig({
    test: {
      // What must not compile is a promise too: `*.test-d.ts` is checked by the compiler, and never run.
      typecheck: { enabled: true, include: ["test/**/*.test-d.ts"], tsconfig: "./test/tsconfig.json" },
    },
  }),
);
