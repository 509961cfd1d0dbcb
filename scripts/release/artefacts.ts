import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathWithTools, quietTools, workspaces } from "../infrastructure/repository.ts";
import { run } from "../infrastructure/run.ts";
import { npmVersion } from "./versions.ts";

/** Makes what is published of one language, in a folder. Nothing is published by it. */
type Packer = (root: string, folder: string) => Promise<void>;

/** By the word that `release.ts pack` takes. Each needs the tools of its language on the PATH. */
export const packers: Readonly<Record<string, Packer>> = {
  npm: packNpm,
  python: packPython,
  java: packJava,
  go: packGo,
};

/** The tarballs; `npm run build` comes first. */
async function packNpm(root: string, folder: string): Promise<void> {
  for (const workspace of workspaces(root).filter(({ manifest }) => !manifest.private))
    await step(
      ["npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", folder],
      workspace.folder,
    );
}

/** Wheel and source distribution, with the `build` and `hatchling` of the Python that PYTHON names. */
async function packPython(root: string, folder: string): Promise<void> {
  const python = process.env.PYTHON ?? "python3";
  const words = ["-m", "build", "--no-isolation", "--outdir", folder, "packages/python"];
  await step([python, ...words], root);
}

/** A Maven repository with pom, jar, sources and javadoc. MAVEN_ARGUMENTS goes to Maven, as a list with spaces. */
async function packJava(root: string, folder: string): Promise<void> {
  const java = join(root, "packages", "java");
  const more = (process.env.MAVEN_ARGUMENTS ?? "").split(" ").filter((word) => word !== "");
  const quiet = ["-B", "-ntp", "-q", "-Dstyle.color=never", "-Dmaven.test.skip=true"];
  rmSync(join(java, "target", "repository"), { recursive: true, force: true });
  await step(["mvn", ...quiet, ...more, "pre-integration-test"], java);
  cpSync(join(java, "target", "repository"), folder, { recursive: true });
}

/** The module as a proxy of modules serves it, made from the last commit, as a tag would be. */
async function packGo(root: string, folder: string): Promise<void> {
  const name = goModule(root);
  const version = `v${npmVersion(root)}`;
  const place = join(folder, name, "@v");
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "list"), `${version}\n`);
  writeFileSync(join(place, `${version}.info`), JSON.stringify({ Version: version }));
  cpSync(join(root, "packages", "go", "go.mod"), join(place, `${version}.mod`));
  // Folders with a go.mod of their own are other modules, which Go leaves out of this one.
  const nested = [":(exclude)tools", ":(exclude)bench"];
  const words = ["archive", "--format=zip", `--prefix=${name}@${version}/`, "-o"];
  await step(
    ["git", ...words, join(place, `${version}.zip`), "HEAD", ".", ...nested],
    join(root, "packages/go"),
  );
}

/** The path under which Go programs import the module. */
function goModule(root: string): string {
  return /^module (\S+)$/m.exec(readFileSync(join(root, "packages/go/go.mod"), "utf8"))?.[1] ?? "";
}

/** What keeps the version from being published, in sentences: Go wants every major from 2 on in the module's path. */
export function goFault(root: string): string | undefined {
  const major = Number(npmVersion(root).split(".")[0]);
  const suffix = /\/v(\d+)$/.exec(goModule(root))?.[1];
  if (suffix === (major < 2 ? undefined : String(major))) return undefined;
  const wanted = major < 2 ? "without a number" : `that ends in /v${major}`;
  return `packages/go/go.mod names ${goModule(root)}, and version ${major} needs a path ${wanted}. Change every import.`;
}

/** Tags the last commit as the release of the Go module; pushing the tag publishes it. */
export async function tagGo(root: string): Promise<string> {
  const tag = `packages/go/v${npmVersion(root)}`;
  const known = spawnSync("git", ["rev-parse", "-q", "--verify", `refs/tags/${tag}`], { cwd: root });
  if (known.status !== 0) await step(["git", "tag", tag], root);
  return tag;
}

/** @throws Error with how it ended */
export async function step(words: readonly string[], folder: string): Promise<void> {
  const environment = { ...quietTools, PATH: pathWithTools() };
  const { ok, ending } = await run({ command: words, folder, environment });
  if (!ok) throw new Error(`${words.join(" ")} failed (${ending}).`);
}
