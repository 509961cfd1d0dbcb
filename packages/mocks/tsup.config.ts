import { defineConfig } from "tsup";
import { esm } from "../../tsup.base.ts";

export default defineConfig(
  esm({
    // Two entries are for Node; what is for browsers imports nothing of it, which a test holds it to.
    platform: "node",
    entry: [
      "src/index.ts",
      "src/browser.ts",
      "src/server.ts",
      "src/vitest.ts",
      "src/playwright.ts",
      "src/cli.ts",
    ],
  }),
);
