// `node scripts/release.ts version`: takes up the changesets, carries the version into every language, and remembers the
// document as released. `check`: refuses a breaking change of the document without a major changeset, and versions that
// differ. `artefacts <npm|python|java|go> <folder>`: makes what the registry of that language is given. The workflow
// release.yml runs all three; none publishes anything.
import { copyFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathWithTools, quietTools, root } from "./infrastructure/repository.ts";
import { run } from "./infrastructure/run.ts";
import { type Language, makeArtefacts } from "./release/artefacts.ts";
import { compatibility, currentDocument, releasedDocument, withOasdiff } from "./release/compatibility.ts";
import { carriedVersions, carryVersion, npmVersion } from "./release/versions.ts";

const [name = "", language = "", folder = ""] = process.argv.slice(2);
const commands: Record<string, (() => Promise<void>) | undefined> = {
  version: takeUp,
  check: refuse,
  artefacts:
    /^(npm|python|java|go)$/.test(language) && folder !== ""
      ? () => makeArtefacts(root, language as Language, resolve(folder))
      : undefined,
};
const command = commands[name];
if (command === undefined) {
  console.error("Usage: node scripts/release.ts version | check | artefacts <npm|python|java|go> <folder>");
  process.exit(2);
}
await command();

async function takeUp(): Promise<void> {
  await step(["changeset", "version"]);
  carryVersion(root);
  await step([process.execPath, "scripts/generate/run.ts", "--only", "sdk-typescript"]);
  copyFileSync(join(root, currentDocument), join(root, releasedDocument));
  console.log(`Everything is version ${npmVersion(root)} now.`);
}

async function refuse(): Promise<void> {
  const version = npmVersion(root);
  const differing = Object.entries(carriedVersions(root)).filter(([, carried]) => carried !== version);
  for (const [file, carried] of differing)
    console.error(
      `${file} says ${carried}, and the npm packages ${version}. Run \`node scripts/release.ts version\`.`,
    );
  const { breaking, announced } = await withOasdiff(root, (oasdiff) => compatibility(root, oasdiff));
  for (const change of breaking) console.log(`Breaking: ${change}`);
  if (breaking.length > 0 && !announced)
    console.error(
      "Clients of the last release would break. Take the change back, or announce it: `npx changeset`, major.",
    );
  if (differing.length > 0 || (breaking.length > 0 && !announced)) process.exitCode = 1;
  else
    console.log(
      `Version ${version} everywhere; ${breaking.length} breaking changes, announced: ${announced}.`,
    );
}

async function step(words: readonly string[]): Promise<void> {
  const environment = { ...quietTools, PATH: pathWithTools() };
  const { ok, ending } = await run({ command: words, folder: root, environment });
  if (!ok) throw new Error(`${words.join(" ")} failed (${ending}).`);
}
