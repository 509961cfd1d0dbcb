import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "../driver.ts";
import { pythonEnvironment } from "./python.ts";

/** One that takes part, or should. */
export interface Runner {
  /** Names it in the matrix. */
  name: string;
  /** Folders without which it is not in this tree yet: the SDK's. */
  home: string;
  /** The folder of its driver; when the SDK is there, it must be too. */
  driver: string;
  /** Programs that it needs, as commands that must succeed. */
  requires: readonly (readonly string[])[];
  /** Builds what must be built, and tells how to start it. */
  prepare(): Command;
}

const packages = join(import.meta.dirname, "..", "..", "..");
const conformance = join(packages, "conformance");
const drivers = join(conformance, "drivers");

/** Everyone who can take part. A new SDK adds its entry here. */
export const runners: readonly Runner[] = [
  {
    name: "http",
    home: join(packages, "contract"),
    driver: join(drivers, "raw"),
    requires: [],
    prepare: () => ({ program: [process.execPath, "drivers/raw/driver.ts"], folder: conformance }),
  },
  {
    name: "typescript",
    home: join(packages, "sdk"),
    driver: join(drivers, "typescript"),
    requires: [],
    prepare: () => ({ program: [process.execPath, "drivers/typescript/driver.ts"], folder: conformance }),
  },
  {
    name: "python",
    home: join(packages, "python"),
    driver: join(drivers, "python"),
    requires: [["python3", "-c", "import ensurepip, venv"]],
    prepare: () => pythonWith(join(packages, "python", "src")),
  },
  {
    name: "go",
    home: join(packages, "go"),
    driver: join(drivers, "go"),
    requires: [["go", "version"]],
    prepare: () => built(join(drivers, "go"), ["bash", "build.sh"], ["./.cache/driver"]),
  },
  {
    name: "java",
    home: join(packages, "java"),
    driver: join(drivers, "java"),
    requires: [
      ["javac", "-version"],
      ["mvn", "-version"],
    ],
    prepare: () => built(join(drivers, "java"), ["bash", "build.sh"], ["bash", "run.sh"]),
  },
];

/** The Python driver around an SDK that lies in a folder. */
export function pythonWith(sdk: string): Command {
  const environment = { PYTHONPATH: sdk, PYTHONDONTWRITEBYTECODE: "1" };
  return { program: [pythonEnvironment(), "drivers/python/driver.py"], folder: conformance, environment };
}

function built(folder: string, build: readonly string[], program: readonly string[]): Command {
  const [first = "", ...rest] = build;
  const { status, stdout, stderr, error } = spawnSync(first, rest, {
    cwd: folder,
    encoding: "utf8",
    timeout: 300_000,
  });
  if (status !== 0)
    throw new Error(`The driver was not built. ${error?.message ?? ""}${stdout}${stderr}`.slice(0, 4000));
  return { program, folder };
}

/** Why a runner cannot run, or undefined. `absent` alone is no failure: nobody has built that SDK yet. */
export function obstacle({ home, driver, requires }: Runner): { absent: boolean; why: string } | undefined {
  if (!existsSync(home)) return { absent: true, why: "this SDK is not in this tree" };
  if (!existsSync(driver)) return { absent: false, why: "the SDK is here and its driver is missing" };
  for (const [program = "", ...words] of requires) {
    if (spawnSync(program, words, { stdio: "ignore" }).status !== 0)
      return { absent: false, why: `\`${[program, ...words].join(" ")}\` does not succeed on this machine` };
  }
  return undefined;
}
