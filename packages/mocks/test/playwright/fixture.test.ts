import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { chromiumPath } from "../browser/chromium.ts";

test("the fixture answers the pages of Playwright's own runner, checkout included", () => {
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
  const config = new URL("playwright.config.ts", import.meta.url).pathname;
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "test", "--config", config], {
    encoding: "utf8",
    env: { ...process.env, NODE_OPTIONS: "--conditions=renewal-source", CHROMIUM_PATH: chromiumPath },
  });
  expect(`${stdout}${stderr}`).toContain("2 passed");
  expect(status).toBe(0);
}, 120_000);
