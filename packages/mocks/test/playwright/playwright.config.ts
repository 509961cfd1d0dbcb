import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { chromiumArguments, chromiumPath } from "../browser/chromium.ts";

export default defineConfig({
  ...{ testDir: ".", testMatch: "*.spec.ts", workers: 1, retries: 0, timeout: 60_000, reporter: "line" },
  outputDir: join(tmpdir(), `renewal-playwright-${process.pid}`),
  use: { launchOptions: { executablePath: chromiumPath, args: chromiumArguments } },
});
