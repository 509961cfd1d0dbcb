import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Missing } from "./missing.ts";
import { findProgram } from "./processes.ts";
import { root } from "./repository.ts";
import { run } from "./run.ts";

/** Stripe's own mock server, which knows the parameters and answers of Stripe's public document. */
const version = "v0.203.0";
const release = `github.com/stripe/stripe-mock@${version}`;

/**
 * The path of stripe-mock: from the PATH, else built by Go into a folder of this repository's caches.
 *
 * @throws {Missing} when there is none, and no Go that could build it
 */
export async function findStripeMock(): Promise<string> {
  const found = findProgram("stripe-mock");
  if (found !== undefined) return found;
  const folder = join(root, "node_modules", ".cache", `stripe-mock-${version}`);
  const program = join(folder, "stripe-mock");
  if (existsSync(program)) return program;
  if (findProgram("go") === undefined) throw new Missing("stripe-mock", `go install ${release}`);
  mkdirSync(folder, { recursive: true });
  const { ok } = await run({
    command: ["go", "install", release],
    folder,
    environment: { GOBIN: folder, GOFLAGS: "" },
    output: "keep",
  });
  if (!ok) throw new Missing("stripe-mock", `go install ${release}`);
  return program;
}
