// How a release is made; the workflow release.yml and the dry run of it, scripts/test/release, call this and nothing else.
//   check            refuses a breaking change of the document without a major changeset, and versions that differ
//   version          takes up the changesets, carries the version into every language, remembers the document as released
//   pack <l> <dir>   makes what is published of npm, python, java or go, in a folder
//   publish          hands to npm what has no version of that number there yet
//   tag              tags the Go module, and prints the tag; pushing it publishes the module
import { copyFileSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { root } from "./infrastructure/repository.ts";
import { goFault, packers, step, tagGo } from "./release/artefacts.ts";
import { announcedChanges, writeChangelogs } from "./release/changelogs.ts";
import { compatibility, currentDocument, releasedDocument, withOasdiff } from "./release/compatibility.ts";
import { carryIntoLock } from "./release/lock-versions.ts";
import { carriedVersions, carryVersion, npmVersion } from "./release/versions.ts";

const [name = "", ...words] = process.argv.slice(2);
const commands: Record<string, () => Promise<void>> = {
  version: takeUp,
  check: refuse,
  pack,
  publish: () => step(["changeset", "publish"], root),
  tag: async () => console.log(await tagGo(root)),
};
const command = commands[name];
if (command === undefined) {
  const packs = Object.keys(packers).join(" | ");
  console.error(`Usage: node scripts/release.ts check | version | pack (${packs}) <folder> | publish | tag`);
  process.exit(2);
}
await command();

async function takeUp(): Promise<void> {
  const changes = announcedChanges(root);
  await step(["changeset", "version"], root);
  carryVersion(root);
  carryIntoLock(root);
  writeChangelogs(root, npmVersion(root), changes);
  for (const part of ["sdk-typescript", "docs"])
    await step([process.execPath, "scripts/generate/run.ts", "--only", part], root);
  copyFileSync(join(root, currentDocument), join(root, releasedDocument));
  console.log(`Everything is version ${npmVersion(root)} now.`);
}

async function pack(): Promise<void> {
  const [language = "", folder] = words;
  const packer = packers[language];
  if (packer === undefined || folder === undefined)
    throw new Error(`Say what to pack and where: ${Object.keys(packers).join(", ")}, and a folder.`);
  mkdirSync(folder, { recursive: true });
  await packer(root, resolve(folder));
}

async function refuse(): Promise<void> {
  const version = npmVersion(root);
  const faults = Object.entries(carriedVersions(root))
    .filter(([, carried]) => carried !== version)
    .map(
      ([file, carried]) =>
        `${file} says ${carried}, and the npm packages ${version}. Run \`node scripts/release.ts version\`.`,
    );
  const { breaking, announced } = await withOasdiff(root, (oasdiff) => compatibility(root, oasdiff));
  for (const change of breaking) console.log(`Breaking: ${change}`);
  if (breaking.length > 0 && !announced)
    faults.push(
      "Clients of the last release would break. Take the change back, or announce it: `npx changeset`, major.",
    );
  const path = goFault(root);
  if (path !== undefined) faults.push(path);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
  else
    console.log(
      `Version ${version} everywhere; ${breaking.length} breaking changes, announced: ${announced}.`,
    );
}
