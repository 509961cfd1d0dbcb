import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "..", "..");
const quiet = { stdio: ["ignore", "ignore", "pipe"] as ("ignore" | "pipe")[], timeout: 300_000 };

/**
 * An environment with what the Python SDK needs, and without the SDK. Made once for each content of requirements.txt.
 *
 * @returns the path of its interpreter
 * @throws Error when there is no Python, or nothing can be installed
 */
export function pythonEnvironment(): string {
  const requirements = join(folder, "drivers/python/requirements.txt");
  const version = execFileSync("python3", ["-c", "import platform; print(platform.python_version())"])
    .toString()
    .trim();
  const digest = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  const home = join(folder, ".cache", `python-${version}-${digest}`);
  const python = join(home, "bin", "python");
  if (existsSync(python)) return python;
  // Made beside and moved, so that an interrupted installation is not taken for a whole one.
  const half = `${home}.${process.pid}`;
  mkdirSync(join(folder, ".cache"), { recursive: true });
  try {
    execFileSync("python3", ["-m", "venv", half], quiet);
    const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements];
    execFileSync(join(half, "bin", "python"), install, quiet);
    renameSync(half, home);
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
  return python;
}
