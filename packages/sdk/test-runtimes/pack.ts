import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const sdk = join(import.meta.dirname, "..");
const root = join(sdk, "..", "..");

export interface Consumer {
  /** A project that has nothing but the SDK, as npm would have installed it. */
  folder: string;
  remove(): void;
}

/** Packs what npm would publish, and installs it into an empty project. */
export function pack(): Consumer {
  const folder = mkdtempSync(join(tmpdir(), "renewal-consumer-"));
  execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], { cwd: sdk });
  const [tarball = ""] = globSync("*.tgz", { cwd: folder });
  const installed = join(folder, "node_modules", "@renewal", "sdk");
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["xzf", join(folder, tarball), "--strip-components", "1", "-C", installed]);
  // The two packages that come with it; taken from here, so that the test needs no registry.
  for (const name of ["openapi-fetch", "openapi-typescript-helpers"]) {
    cpSync(join(root, "node_modules", name), join(folder, "node_modules", name), {
      recursive: true,
      dereference: true,
    });
  }
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true }));
  cpSync(join(import.meta.dirname, "scenario.mjs"), join(folder, "scenario.mjs"));
  return {
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The installed package, as an ES module imports it. */
export async function sdkOf({ folder }: Consumer): Promise<typeof import("../src/index.ts")> {
  return import(pathToFileURL(join(folder, "node_modules/@renewal/sdk/dist/index.js")).href);
}
