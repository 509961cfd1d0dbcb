import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathWithTools, workspaces } from "../infrastructure/repository.ts";
import { run } from "../infrastructure/run.ts";
import { npmVersion } from "./versions.ts";

/** A language whose packages are published, each to a registry of its own. */
export type Language = "npm" | "python" | "java" | "go";

/** Until the module's path is final. */
export const goModule = "example.com/renewal";

/**
 * Makes what a registry is given, into a folder: tarballs; wheel and sdist; jars with sources and documentation; the Go
 * module as a module proxy serves it. The npm packages must be built.
 *
 * @param root of a working tree, with everything committed that belongs to the release
 * @throws Error when a tool fails, with what it said
 */
export async function makeArtefacts(root: string, language: Language, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await makers[language](root, folder);
}

const makers: Record<Language, (root: string, folder: string) => Promise<void>> = {
  async npm(root, folder) {
    const published = workspaces(root).filter(({ manifest }) => manifest.private !== true);
    for (const { folder: home } of published)
      await succeed(["npm", "pack", "--ignore-scripts", "--pack-destination", folder], home);
  },
  async python(root, folder) {
    const tools = mkdtempSync(join(tmpdir(), "renewal-build-"));
    try {
      await succeed(["python3", "-m", "venv", tools], root);
      const python = join(tools, "bin", "python");
      await succeed(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "build"],
        root,
      );
      await succeed([python, "-m", "build", "--outdir", folder, join(root, "packages", "python")], root);
    } finally {
      rmSync(tools, { recursive: true, force: true });
    }
  },
  async java(root, folder) {
    const home = join(root, "packages", "java");
    await succeed(["mvn", "-B", "-ntp", "-q", "-Dstyle.color=never", "-DskipTests", "package"], home);
    for (const jar of globSync("target/*.jar", { cwd: home }))
      cpSync(join(home, jar), join(folder, jar.replace(/^target./, "")));
    cpSync(join(home, "pom.xml"), join(folder, `renewal-sdk-${npmVersion(root)}.pom`));
  },
  async go(root, folder) {
    const version = `v${npmVersion(root)}`;
    const home = join(folder, ...goModule.split("/"), "@v");
    mkdirSync(home, { recursive: true });
    const prefix = `--prefix=${goModule}@${version}/`;
    // Folders with a go.mod of their own are other modules.
    const others = globSync("packages/go/*/go.mod", { cwd: root }).map((file) => `:!${file.split("/")[2]}`);
    const zip = ["archive", "--format=zip", prefix, `--output=${join(home, `${version}.zip`)}`];
    await succeed(["git", ...zip, "HEAD:packages/go", "--", ".", ...others], root);
    cpSync(join(root, "packages", "go", "go.mod"), join(home, `${version}.mod`));
    writeFileSync(join(home, `${version}.info`), JSON.stringify({ Version: version }));
    writeFileSync(join(home, "list"), `${version}\n`);
  },
};

async function succeed(command: readonly string[], folder: string): Promise<void> {
  const environment = { PATH: pathWithTools(folder) };
  const { ok, ending, output } = await run({ command, folder, environment, output: "keep" });
  if (!ok) throw new Error(`${command.join(" ")} failed (${ending}).\n${output}`);
}
