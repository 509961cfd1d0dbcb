import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { run } from "../infrastructure/run.ts";
import { announcedChanges } from "./changelogs.ts";

/** What a release changed of the document that could break a client, in the words of oasdiff. */
export interface Verdict {
  breaking: string[];
  /** Whether a changeset announces a new major version. */
  announced: boolean;
}

/** The document of the last release; `release.ts version` brings it up to date. In OpenAPI 3.0, as tools know it best. */
export const releasedDocument = ".changeset/released-openapi.yaml";

export const currentDocument = "packages/contract/openapi-3.0.yaml";

/** Compares the document with the last release's. A breaking change is fine only with a major changeset. */
export async function compatibility(root: string, oasdiff: string): Promise<Verdict> {
  const command = [oasdiff, "breaking", releasedDocument, currentDocument, "--format", "json"];
  const environment = { OASDIFF_NO_TELEMETRY: "1" };
  const { ok, output, ending } = await run({ command, folder: root, environment, output: "keep" });
  if (!ok) throw new Error(`oasdiff could not compare the documents (${ending}).\n${output}`);
  const changes = JSON.parse(output) as Change[];
  const open = openValues(readFileSync(join(root, currentDocument), "utf8"));
  const breaking = changes
    .filter((change) => !isOpenValue(change, open))
    .map(({ text, operation, path }) => `${operation ?? ""} ${path ?? ""}: ${text}`.trim());
  return { breaking, announced: announcedChanges(root).some(({ size }) => size === "major") };
}

interface Change {
  id: string;
  text: string;
  operation?: string;
  path?: string;
}

/** The document announces that these enums grow in answers, and every SDK keeps the values that it does not know. */
function isOpenValue({ id, text }: Change, open: ReadonlySet<string>): boolean {
  const added = /`([^`]+)` enum value/.exec(text)?.[1] ?? "";
  return id === "response-property-enum-value-added" && open.has(added);
}

/** The values of the enums that the document marks `x-open-enum`. */
function openValues(text: string): ReadonlySet<string> {
  const values = new Set<string>();
  parse(text, (_, value: unknown) => {
    const schema = value as { "x-open-enum"?: boolean; enum?: string[] } | null;
    if (schema?.["x-open-enum"] === true) for (const each of schema.enum ?? []) values.add(each);
    return value;
  });
  return values;
}

/**
 * Builds oasdiff from its pinned source; Go keeps what it compiled, so this is slow once.
 *
 * @throws Error when there is no Go, with what to do
 */
export async function withOasdiff<T>(root: string, use: (oasdiff: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "renewal-oasdiff-"));
  try {
    const program = join(folder, "oasdiff");
    const command = ["go", "build", "-o", program, "github.com/oasdiff/oasdiff"];
    const tools = join(root, "scripts", "release", "tools");
    const { ok, output } = await run({ command, folder: tools, output: "keep" });
    if (!ok) throw new Error(`oasdiff could not be built. It needs Go 1.24 or newer on the PATH.\n${output}`);
    return await use(program);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
