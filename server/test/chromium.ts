import { execFileSync } from "node:child_process";
import { type Browser, chromium } from "playwright-core";

/** Where Chromium is: `npm test` says so; by hand the one on the PATH is taken. Undefined: there is none. */
export const chromiumPath = process.env.CHROMIUM_PATH ?? onThePath();

function onThePath(): string | undefined {
  try {
    return execFileSync("which", ["chromium"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return undefined;
  }
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath as string,
    args: [
      ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ],
  });
}
