import { installDebianPackage } from "./debian.ts";
import { Missing } from "./missing.ts";
import { findProgram, isProgram } from "./processes.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * The path of a Chromium: CHROMIUM_PATH, else from the PATH; as root on Debian it is installed when it is missing.
 *
 * @throws {Missing} when there is none, and when CHROMIUM_PATH names no program
 */
export function findChromium(): string {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (isProgram(named)) return named;
    throw new Missing(
      `The program of CHROMIUM_PATH (${named})`,
      "unset CHROMIUM_PATH, or let it name a Chromium",
    );
  }
  const found = look() ?? (installDebianPackage("chromium") ? look() : undefined);
  if (found !== undefined) return found;
  const command =
    process.platform === "darwin" ? "brew install --cask google-chrome" : "sudo apt-get install chromium";
  throw new Missing("Chromium (or Google Chrome)", command);
}

function look(): string | undefined {
  return names.map(findProgram).find((path) => path !== undefined) ?? places.find(isProgram);
}

/** What Chromium must be started with here: its sandbox refuses to work for root. */
export const chromiumArguments: readonly string[] = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
