import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import {
  pathWithTools,
  quietTools,
  readJson,
  root,
  type Workspace,
  workspaces,
} from "../infrastructure/repository.ts";
import { run } from "../infrastructure/run.ts";

/** Packs what npm would publish, and looks at that: publint, attw, and what only this repository knows. */
export async function publishedPackages(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "renewal-pack-"));
  try {
    const faults: string[] = [];
    for (const workspace of workspaces().filter(({ manifest }) => !manifest.private)) {
      faults.push(
        ...(await packageFaults(workspace, folder)).map((fault) => `${workspace.manifest.name}: ${fault}`),
      );
    }
    return faults.join("\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function packageFaults({ folder, manifest }: Workspace, into: string): Promise<string[]> {
  if (!existsSync(join(folder, "dist"))) return ["has no dist/, because it was not built."];
  const attempt = (command: string[]) =>
    run({ command, folder, environment: { ...quietTools, PATH: pathWithTools() }, output: "keep" });

  const packed = await attempt(["npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", into]);
  if (!packed.ok) return [`npm pack failed (${packed.ending}).\n${packed.output}`];
  const [tarball] = globSync(`${manifest.name.replace("@", "").replace("/", "-")}-*.tgz`, { cwd: into });
  if (tarball === undefined) return ["npm pack made no tarball."];

  const faults = [...strangersInside(folder), ...unpublishedOutside(folder), ...accompanyingFaults(folder)];
  for (const command of [
    ["publint", "run", join(into, tarball), "--strict"],
    ["attw", join(into, tarball), "--profile", "esm-only", "--format", "ascii", "--no-emoji"],
  ]) {
    const { ok, output } = await attempt(command);
    if (!ok) faults.push(`${command[0]} objects.\n${output.trim()}`);
  }
  return faults;
}

/** Code of others inside a bundle comes without its licence and cannot be updated without us. */
function strangersInside(folder: string): string[] {
  const maps = globSync("dist/**/*.map", { cwd: folder });
  const names = maps.flatMap((map) => {
    const { sources = [] } = readJson(join(folder, map)) as { sources?: string[] };
    return sources.flatMap((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []);
  });
  return [...new Set(names)].map(
    (name) =>
      `carries ${name} inside its bundle. Name it in "dependencies" of ${relative(root, folder)}/package.json.`,
  );
}

/** Nobody can install a package that needs one which exists only here. */
function unpublishedOutside(folder: string): string[] {
  const names = workspaces().flatMap(({ manifest }) => (manifest.private ? [manifest.name] : []));
  return globSync("dist/**/*.{js,d.ts}", { cwd: folder }).flatMap((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    return names
      .filter((name) => new RegExp(`(from|import)\\s*\\(?\\s*["']${name}["'/]`).test(text))
      .map(
        (name) =>
          `${file} imports ${name}, which is not published. Name it in "devDependencies", so that it is bundled.`,
      );
  });
}

function accompanyingFaults(folder: string): string[] {
  const licence = join(folder, "LICENSE");
  const same =
    existsSync(licence) && readFileSync(licence, "utf8") === readFileSync(join(root, "LICENSE"), "utf8");
  return [
    ...(same ? [] : ["has no LICENSE like the one of the repository. Copy it."]),
    ...(existsSync(join(folder, "README.md")) ? [] : ["has no README.md. Write what a first user needs."]),
  ];
}
