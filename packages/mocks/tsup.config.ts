import { defineConfig } from "tsup";
import { esm } from "../../tsup.base.ts";

export default defineConfig(
  esm({
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
